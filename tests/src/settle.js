// Calls back when the fonts are loaded and nothing has changed for a quarter of a second, or
// after three seconds.
const done = arguments[arguments.length - 1];
document.fonts.ready.then(() => {
  let quiet;
  const watch = new MutationObserver(() => {
    clearTimeout(quiet);
    quiet = setTimeout(end, 250);
  });
  const limit = setTimeout(end, 3000);
  function end() {
    watch.disconnect();
    clearTimeout(quiet);
    clearTimeout(limit);
    requestAnimationFrame(() => requestAnimationFrame(() => done()));
  }
  quiet = setTimeout(end, 250);
  watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
});
