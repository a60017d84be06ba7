// The controls that cannot be reached with a finger or a mouse, as a list of sentences: scrolled to,
// each has to lie in the window with its middle free.
const findings = [];
const controls = document.querySelectorAll("a[href], button, input, select, summary, [role=button][tabindex='0']");

for (const control of controls) {
  if (!control.checkVisibility({ visibilityProperty: true }) || control.disabled || control.closest("[aria-hidden=true]")) continue;
  const name = control.getAttribute("aria-label") || control.textContent.trim() || control.tagName;
  control.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
  const box = control.getBoundingClientRect();
  // A link to the content that shows itself with the focus is for keyboards.
  if (box.width <= 2 || box.bottom < 0) continue;
  const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  if (x < 0 || x > innerWidth || y < 0 || y > innerHeight) {
    findings.push(`"${name}" lies outside the window at ${Math.round(x)}, ${Math.round(y)}`);
    continue;
  }
  // The middle of a drawn line's box is seldom on the line.
  if (control.closest("svg")) continue;
  const over = document.elementFromPoint(x, y);
  const free = over && (control.contains(over) || over.contains(control));
  if (!free) findings.push(`"${name}" lies under <${over?.tagName.toLowerCase()} class="${over?.className}">`);
}
scrollTo(0, 0);
return findings;
