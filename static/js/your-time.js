/* Adds the reader's own time below an event's, in the same words. They come from the template, as data attributes of
 *   <li data-your-time data-start="…" data-end="…" data-zone="America/New_York" data-label="Your time: %s" … hidden>
 * The line stays hidden when the reader's clock shows what the page already says. The day is named when it differs. */
(() => {
  const language = document.documentElement.lang || undefined;
  const fill = (pattern, words) => pattern.replace(/\{(\w+)\}/g, (whole, name) => words[name] ?? whole);
  const unbroken = (text) => text.replaceAll(" ", "\u00a0");
  const day = (moment, timeZone) => new Intl.DateTimeFormat("en", { dateStyle: "short", timeZone }).format(moment);
  const weekday = (moment) => new Intl.DateTimeFormat(language, { weekday: "long" }).format(moment);
  const capital = (text) => text.charAt(0).toLocaleUpperCase(language) + text.slice(1);

  const show = (place) => {
    const { start, end, zone, label, morning, afternoon, noon, midnight, clock, at, atOne, range, daysApart } = place.dataset;
    const from = new Date(start);
    const to = end ? new Date(end) : undefined;
    const there = (timeZone) => new Intl.DateTimeFormat("en", { dateStyle: "short", timeStyle: "short", timeZone }).format(from);
    if (there(zone) === there()) return;

    const digits = (moment) => `${moment.getHours() % 12 || 12}:${String(moment.getMinutes()).padStart(2, "0")}`;
    const isNoon = (moment) => moment.getHours() === 12 && moment.getMinutes() === 0;
    const half = (moment) => (isNoon(moment) ? noon : moment.getHours() < 12 ? morning : afternoon);
    const time = (moment, word = half(moment)) => unbroken(fill(clock, { clock: digits(moment), half: word }));
    const alone = (moment) => fill(moment.getHours() % 12 === 1 ? atOne : at, { time: time(moment) });

    let text;
    if (!to) {
      text = alone(from);
    } else if (day(new Date(to - 60000)) !== day(from)) {
      text = fill(daysApart, { start: alone(from), day: weekday(to), end: alone(to) });
    } else {
      // Midnight still belongs to the evening before it, and is called by its name.
      const last = day(to) === day(from) ? time(to) : time(to, midnight);
      const sameHalf = from.getHours() < 12 === to.getHours() < 12;
      text = fill(range, { start: sameHalf ? digits(from) : time(from), end: last });
    }
    if (day(from) !== day(from, zone)) text = fill(place.dataset.day, { date: weekday(from), time: text });
    place.textContent = capital(label.replace("%s", () => text));
    place.hidden = false;
  };

  for (const place of document.querySelectorAll("[data-your-time]")) {
    try {
      show(place);
    } catch {
      // An old browser or an unknown zone: the event's own time already stands on the page.
    }
  }
})();
