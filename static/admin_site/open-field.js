// Leads an address like `…/change/#id_body_es` to its field: unfolds what it lies in and puts the cursor there, in the
// editor where the field itself is hidden behind one.
"use strict";

function openField() {
  const field = location.hash.startsWith("#id_") && document.getElementById(location.hash.slice(1));
  if (!field) return;
  for (let folded = field.closest("details"); folded; folded = folded.parentElement.closest("details")) folded.open = true;
  const editor = field.closest(".prose-editor")?.querySelector("[contenteditable]");
  (editor ?? field).focus();
  (field.closest(".form-row") ?? field).scrollIntoView({ block: "center" });
}

// The editors are made by scripts that run when the page is ready.
addEventListener("load", () => setTimeout(openField));
addEventListener("hashchange", openField);
