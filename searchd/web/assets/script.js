// Small comforts; every page works without them.
"use strict";

const box = document.getElementById("q");

// "/" returns to the search box, as on many search pages, unless something is being typed already.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || !box) return;
  const typing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
  if (typing) return;
  event.preventDefault();
  box.focus();
  box.select();
});

// A date that was left empty is no condition: keep it out of the address.
for (const form of document.querySelectorAll("form.dates")) {
  form.addEventListener("submit", () => {
    for (const field of form.querySelectorAll("input[type=date]")) field.disabled = field.value === "";
  });
}
