// Gives a name to the fields that Django's admin and its libraries leave without one: editors and look-ups take their
// label's, fields in a table their column's. Waits for whatever a script adds later.
"use strict";

const labelOf = (id) => document.querySelector(`label[for="${CSS.escape(id)}"]`);

function nameEditor(editor) {
  const textarea = editor.closest(".prose-editor")?.querySelector("textarea");
  const label = textarea && labelOf(textarea.id);
  if (!label) return;
  editor.setAttribute("aria-label", label.textContent.replace(/:\s*$/, ""));
  if (textarea.lang) editor.lang = textarea.lang;
}

function nameLookUp(container) {
  const select = container.previousElementSibling;
  if (!select?.id) return;
  const name = labelOf(select.id)?.textContent.replace(/:\s*$/, "") ?? columnOf(select);
  if (!name) return;
  for (const part of container.querySelectorAll("[role=combobox], [role=textbox], [role=searchbox]")) {
    part.removeAttribute("aria-labelledby");
    part.setAttribute("aria-label", name);
  }
}

function columnOf(field) {
  const cell = field.closest("td");
  const heads = field.closest("table")?.tHead?.rows[0]?.cells;
  if (!cell || !heads) return "";
  // The first head stands over the row's own name, which spans no column of its own in every row.
  const shift = cell.parentElement.cells.length - heads.length;
  return heads[cell.cellIndex - Math.max(shift, 0)]?.textContent.trim() ?? "";
}

function nameCell(field) {
  if (field.labels?.length || field.type === "hidden") return;
  const name = columnOf(field);
  if (name) field.setAttribute("aria-label", name);
}

// The corner over the names of the rows, and the column to delete where nobody may: a head that heads nothing is a cell.
function emptyHead(head) {
  if (head.textContent.trim() || head.children.length) return;
  const cell = document.createElement("td");
  cell.className = head.className;
  head.replaceWith(cell);
}

function nameAll() {
  document.querySelectorAll(".tiptap:not([aria-label])").forEach(nameEditor);
  document.querySelectorAll(".select2-container:not(:has([aria-label]))").forEach(nameLookUp);
  document.querySelectorAll(".tabular td :is(input, select, textarea):not([aria-label])").forEach(nameCell);
}

new MutationObserver(nameAll).observe(document.body, { childList: true, subtree: true });
nameAll();
document.querySelectorAll(".tabular thead th").forEach(emptyHead);
