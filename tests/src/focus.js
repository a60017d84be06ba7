// Why the focus is not seen on what has it, or nothing if it is: it has to change how the element
// looks, and the element has to lie in the window with nothing over it.
const focused = document.activeElement;
const box = focused.getBoundingClientRect();
const looked = [focused, ...focused.querySelectorAll("*"), focused.closest("label")].filter(Boolean);
const look = () => {
  // What fades is looked at when it has faded.
  document.documentElement.getAnimations({ subtree: true }).forEach((animation) => animation.finish());
  return looks();
};
const looks = () => looked.map((element) => {
  const style = getComputedStyle(element);
  return [style.outline, style.boxShadow, style.stroke, style.strokeWidth, style.borderColor, style.backgroundColor].join();
}).join("\n");

if (box.bottom <= 0 || box.right <= 0 || box.top >= innerHeight || box.left >= innerWidth) return "it is outside the window";
if (!focused.closest("svg")) {
  const over = document.elementFromPoint((box.left + box.right) / 2, (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2);
  const label = focused.closest("label");
  const free = over && (focused.contains(over) || over.contains(focused) || label?.contains(over));
  if (!free) return `<${over?.tagName.toLowerCase()} class="${over?.className}"> lies over it`;
}
const withFocus = look();
focused.blur();
const without = look();
focused.focus({ focusVisible: true, preventScroll: true });
return withFocus === without ? "it looks the same without the focus" : null;
