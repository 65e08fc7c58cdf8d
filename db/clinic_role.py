"""A role of PostgreSQL for a clinic's own programs: it reads and commands that clinic alone.

The role has a schema with one view for each view of the contract, filtered by the clinic, and one
of `alert_command` through which only alerts of the clinic can be commanded. Of the tables it sees
nothing. The views are security barriers, so that no function of the caller sees other rows.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, text

WRITABLE = "alert_id, action, actor, note, outcome, expected_version"
PREFIX = "gothiya_clinic_"
FEEDS = text(
    "SELECT relname FROM pg_class WHERE relkind = 'v' AND relnamespace = 'public'::regnamespace"
    " AND relname LIKE '%\\_feed' ORDER BY oid"
)
CLINICS = text(
    "SELECT substr(nspname, :start)::bigint FROM pg_namespace"
    f" WHERE nspname ~ '^{PREFIX}[0-9]+$' ORDER BY 1"
)


def role_name(clinic_id: int) -> str:
    """Also the name of its schema."""
    return f"{PREFIX}{clinic_id}"


def make_clinic_role(connection: Connection, clinic_id: int, password: str) -> bool:
    """Make the role and its views, or only the views anew. Return whether the role is new."""
    name = role_name(clinic_id)
    known = connection.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :name"), {"name": name})
    if not known:
        quoted = password.replace("'", "''")
        connection.exec_driver_sql(f"CREATE ROLE {name} LOGIN PASSWORD '{quoted}'")
        connection.exec_driver_sql(f"ALTER ROLE {name} SET search_path = {name}")
    drop_clinic_views(connection, [clinic_id])
    make_clinic_views(connection, [clinic_id])
    return not known


def clinics_with_role(connection: Connection) -> list[int]:
    return [int(found) for found in connection.scalars(CLINICS, {"start": len(PREFIX) + 1})]


def drop_clinic_views(connection: Connection, clinic_ids: Iterable[int]) -> None:
    """Before the views of the contract change."""
    for clinic_id in clinic_ids:
        connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {role_name(clinic_id)} CASCADE")


def make_clinic_views(connection: Connection, clinic_ids: Iterable[int]) -> None:
    for clinic_id in clinic_ids:
        name = role_name(clinic_id)
        connection.exec_driver_sql(f"CREATE SCHEMA {name}")
        connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA {name} TO {name}")
        for feed in connection.scalars(FEEDS).all():
            connection.exec_driver_sql(
                f"CREATE VIEW {name}.{feed} WITH (security_barrier) AS"
                f" SELECT * FROM public.{feed} WHERE clinic_id = {clinic_id}"
            )
            connection.exec_driver_sql(f"GRANT SELECT ON {name}.{feed} TO {name}")
        connection.exec_driver_sql(
            f"CREATE VIEW {name}.alert_command WITH (security_barrier) AS"
            " SELECT * FROM public.alert_command c WHERE EXISTS (SELECT 1 FROM public.alert a"
            f" WHERE a.id = c.alert_id AND a.clinic_id = {clinic_id}) WITH CHECK OPTION"
        )
        connection.exec_driver_sql(f"GRANT SELECT ON {name}.alert_command TO {name}")
        connection.exec_driver_sql(f"GRANT INSERT ({WRITABLE}) ON {name}.alert_command TO {name}")
        connection.exec_driver_sql(f"GRANT USAGE ON SEQUENCE alert_command_id_seq TO {name}")
