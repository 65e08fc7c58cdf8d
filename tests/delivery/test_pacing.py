"""Telegram's rate limits, on a simulated clock: never exceeded, and almost fully used."""

from collections import deque
from heapq import heappop, heappush

from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.pacing import Pace, Pacer
from db.queries.outbox import Destination

RTT = 0.05


class Watch:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


class Windows:
    """A server with strict sliding windows; messages that it refuses do not count in them."""

    def __init__(self, per_second: int = 30, per_group: int = 20, per_chat: int = 1) -> None:
        self.limits = {
            "all": (per_second, 1.0),
            "group": (per_group, 60.0),
            "account": (per_chat, 1.0),
        }
        self.taken: dict[object, deque[float]] = {}
        self.refused = 0

    def take(self, dest: Destination, at: float) -> float:
        """0 if the message is accepted, else the seconds to wait."""
        windows = [("all", *self.limits["all"]), (dest, *self.limits[dest[0]])]
        for key, allowed, span in windows:
            sent = self.taken.setdefault(key, deque())
            while sent and sent[0] <= at - span:
                sent.popleft()
            if len(sent) >= allowed:
                self.refused += 1
                return max(1.0, sent[0] + span - at)
        for key, *_ in windows:
            self.taken[key].append(at)
        return 0.0


Waiting = list[tuple[int, int, Destination]]


def send_all(messages: Waiting, server: Windows, oversleep: "st.DataObject | None" = None) -> dict:  # type: ignore[type-arg]
    """Send everything as the relay does; return when each message was sent."""
    watch = Watch()
    pacer = Pacer(Pace(), watch)
    waiting, flying, left = sorted(messages), [], {}  # type: ignore[var-annotated]
    while waiting or flying:
        while flying and flying[0][0] <= watch.now:
            _, _number, message, wait = heappop(flying)
            if wait:
                pacer.note_flood(message[2], wait)
                heappush(waiting, message)
            else:
                pacer.note_answer(message[2])
        busy = set(pacer.held()) | {message[2] for _, _, message, _ in flying}
        ready = next((m for m in waiting if m[2] not in busy), None)
        pause = pacer.wait()
        if ready is None or pause:
            soon = [pause] if ready is not None else [pacer.seconds_until_free() or 60.0]
            soon += [flying[0][0] - watch.now] if flying else []
            late = oversleep.draw(st.floats(0, 0.02)) if oversleep else 0.0
            watch.now += max(min(soon), 1e-6) + late
            continue
        waiting.remove(ready)
        pacer.note_sent()
        wait = server.take(ready[2], watch.now)
        if not wait:
            left[ready[1]] = watch.now
        heappush(flying, (watch.now + RTT, ready[1], ready, wait))
    return left


def most_in(times: list[float], span: float) -> int:
    recent: deque[float] = deque()
    most = 0
    for at in sorted(times):
        recent.append(at)
        while recent[0] <= at - span:
            recent.popleft()
        most = max(most, len(recent))
    return most


def reminders(count: int) -> Waiting:
    return [(4, number, ("account", number)) for number in range(count)]


def rate(left: dict[int, float]) -> float:
    return (len(left) - 1) / (max(left.values()) - min(left.values()))


def test_three_thousand_reminders_go_at_nearly_the_full_rate_and_none_is_refused() -> None:
    server = Windows()
    left = send_all(reminders(3_000), server)
    assert len(left) == 3_000
    assert server.refused == 0
    assert rate(left) >= 29.7


def test_where_telegram_allows_less_we_slow_down_instead_of_being_refused() -> None:
    server = Windows(per_second=25)
    left = send_all(reminders(3_000), server)
    assert len(left) == 3_000
    assert server.refused <= 20
    assert rate(left) >= 24.5


def test_where_telegram_allows_a_little_less_we_notice_too() -> None:
    server = Windows(per_second=29)
    left = send_all(reminders(3_000), server)
    assert len(left) == 3_000
    assert server.refused <= 20
    assert rate(left) >= 28.3


def test_fifty_groups_do_not_hold_up_five_hundred_people() -> None:
    server = Windows()
    people = [(4, number, ("account", number)) for number in range(500)]
    groups = [(5, 500 + n, ("group", n % 50)) for n in range(1_500)]
    left = send_all(people + groups, server)
    began = min(left.values())
    assert server.refused == 0
    assert max(at for number, at in left.items() if number < 500) - began <= 17.5
    assert max(left.values()) - began <= 95


def test_five_messages_to_each_of_many_people_take_turns() -> None:
    server = Windows()
    left = send_all([(1, n, ("account", n % 100)) for n in range(500)], server)
    assert server.refused == 0
    assert rate(left) >= 29.5


destinations = st.one_of(
    st.tuples(st.just("account"), st.integers(0, 30)),
    st.tuples(st.just("group"), st.integers(0, 3)),
)


@given(st.lists(st.tuples(st.integers(0, 5), destinations), max_size=150), st.data())
def test_no_window_ever_holds_too_much(
    wanted: list[tuple[int, Destination]], oversleep: st.DataObject
) -> None:
    messages = [(priority, n, dest) for n, (priority, dest) in enumerate(wanted)]
    server = Windows()
    left = send_all(messages, server, oversleep)
    assert server.refused == 0
    assert len(left) == len(messages)  # nobody starves
    assert most_in(list(left.values()), 1.0) <= 30
    for dest in {dest for _, _, dest in messages}:
        times = [left[n] for _, n, d in messages if d == dest]
        assert most_in(times, 60.0 if dest[0] == "group" else 1.0) <= (
            20 if dest[0] == "group" else 1
        )
    for dest in {dest for _, _, dest in messages}:
        order = [n for _, n, d in sorted(messages) if d == dest]
        assert order == sorted(order, key=lambda n: left[n])  # the urgent first, then the older


def test_an_emergency_waits_for_the_gate_and_no_longer() -> None:
    watch = Watch()
    pacer = Pacer(Pace(), watch)
    for _ in range(100):
        watch.now += pacer.wait()
        pacer.note_sent()
        assert pacer.wait() <= 0.04


def test_a_flood_holds_its_chat_and_a_second_holds_everybody() -> None:
    watch = Watch()
    pacer = Pacer(Pace(), watch)
    pacer.note_flood(("account", 1), 30)
    assert pacer.held() == [("account", 1)]
    assert not pacer.closed()
    watch.now += 0.5
    pacer.note_flood(("account", 2), 3)
    assert pacer.closed()
    watch.now += 3
    assert not pacer.closed()
    assert pacer.held() == [("account", 1)]


def test_floods_of_one_chat_never_close_the_gate() -> None:
    watch = Watch()
    pacer = Pacer(Pace(), watch)
    for _ in range(5):
        pacer.note_flood(("account", 1), 1)
    assert not pacer.closed()


def test_floods_while_hardly_anything_is_sent_do_not_slow_the_gate() -> None:
    watch = Watch()
    pacer = Pacer(Pace(), watch)
    for number in range(5):
        pacer.note_flood(("account", number), 1)
        watch.now += 2
    assert pacer.rate == 29.8


def test_the_gate_finds_its_way_back_to_the_full_rate() -> None:
    watch = Watch()
    pacer = Pacer(Pace(), watch)
    pacer.rate = 20.0
    for _ in range(40):
        watch.now += 601
        pacer.note_sent()
    assert pacer.rate == 29.8


def test_without_a_rate_there_is_no_limit_at_all() -> None:
    pacer = Pacer(Pace(rate=None), Watch())
    for _ in range(100):
        assert pacer.wait() == 0
        pacer.note_sent()
        pacer.note_answer(("account", 1))
        pacer.note_answer(("group", 1))
    assert pacer.held() == []
