addEventListener("beforeprint", () => {
  for (const d of document.querySelectorAll("details:not([open])")) { d.open = true; d.dataset.ferme = "" }
});
addEventListener("afterprint", () => {
  for (const d of document.querySelectorAll("details[data-ferme]")) { d.open = false; delete d.dataset.ferme }
});
