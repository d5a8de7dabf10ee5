/* A button that copies the text of an element: <button data-copy="its id" data-done="Copied" hidden>Copy</button>.
 * Without script the button stays hidden and the text can be selected by hand. */
for (const button of document.querySelectorAll("[data-copy]")) {
  const source = document.getElementById(button.dataset.copy);
  const words = button.textContent;
  const isField = "value" in source;
  const select = () => (isField ? source.select() : getSelection().selectAllChildren(source));
  button.hidden = false;
  button.addEventListener("click", async () => {
    select();
    try {
      await navigator.clipboard.writeText(isField ? source.value : source.innerText);
    } catch {
      document.execCommand("copy"); // an old browser, or a page that is not served over HTTPS
    }
    button.textContent = button.dataset.done;
    setTimeout(() => (button.textContent = words), 4000);
  });
  if (isField) source.addEventListener("focus", select);
}
