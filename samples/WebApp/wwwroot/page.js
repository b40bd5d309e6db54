const form = document.getElementById("order"), error = document.getElementById("error"), progress = document.getElementById("progress"), pictures = document.getElementById("pictures");
let events;

form.addEventListener("submit", async event => {
  event.preventDefault();
  error.textContent = "";
  const data = Object.fromEntries(new FormData(form));
  const answer = await fetch("/jobs", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...data, num_images: Number(data.num_images) }),
  });
  const body = await answer.json();
  if (answer.ok) {
    location.hash = body.id;
  } else {
    error.textContent = Object.entries(body.errors ?? {}).map(([name, texts]) => `${name}: ${texts.join(" ")}`).join("\n") || body.detail || body.title;
  }
});

// The job's id is in the address: a page that is loaded again follows the same job.
addEventListener("hashchange", follow);
follow();

function follow() {
  events?.close();
  progress.replaceChildren();
  pictures.replaceChildren();
  const id = location.hash.slice(1);
  if (!id) return;
  events = new EventSource(`/jobs/${encodeURIComponent(id)}/events`);
  const show = message => {
    const line = document.createElement("li");
    line.textContent = message.text;
    progress.append(line);
  };
  events.addEventListener("progress", message => show(JSON.parse(message.data)));
  events.addEventListener("failed", message => { events.close(); show(JSON.parse(message.data)); });
  events.addEventListener("done", message => {
    events.close();
    const end = JSON.parse(message.data);
    show(end);
    for (const [index, address] of end.pictures.entries()) {
      const picture = new Image();
      picture.src = address;
      picture.alt = `Picture ${index + 1}`;
      pictures.append(picture);
    }
  });
  // A connection that breaks is opened again by the browser, and all statuses come again from the first.
  events.addEventListener("open", () => progress.replaceChildren());
}
