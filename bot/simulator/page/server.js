// What the page asks of the simulator. Resolves to `ok`, and to `why` if it was refused.
export async function post(path, body) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const said = await answer.json().catch(() => ({}));
  return answer.ok ? { ok: true, ...said } : { ok: false, why: said.why || "that did not work" };
}
