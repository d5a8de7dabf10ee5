/* A button that copies the text of a field: <button data-copy="id of the field" data-done="Copied" hidden>Copy</button>.
 * Without script the button stays hidden and the field can be copied by hand. */
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  const words = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand("copy"); // an old browser, or a page that is not served over HTTPS
    }
    button.textContent = button.dataset.done;
    setTimeout(() => (button.textContent = words), 4000);
  });
  field.addEventListener("focus", () => field.select());
}
