// Calls back when every drawing has been painted anew, with the same look as before.
const done = arguments[arguments.length - 1];
const drawings = [...document.querySelectorAll("svg")];
const afterTwoFrames = (then) => requestAnimationFrame(() => requestAnimationFrame(then));
for (const drawing of drawings) drawing.style.letterSpacing = "0.01px";
afterTwoFrames(() => {
  for (const drawing of drawings) drawing.style.letterSpacing = "";
  afterTwoFrames(() => done());
});
