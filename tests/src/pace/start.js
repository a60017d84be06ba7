// Runs before a page's own scripts. Once the program has started and a button of one of the names is there,
// clicks it, and notes when the frame that shows the answer is done.
(names) => {
  const all = { subtree: true, childList: true, attributes: true, characterData: true };
  const nameOf = (button) => button.getAttribute("aria-label") ?? button.textContent;
  let started = false;
  let answered;
  window.usableAfterMs = new Promise((resolve) => {
    // A message is delivered only after the layout and the paint of the frame in which it was sent.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(performance.now());
    answered = () => requestAnimationFrame(() => port2.postMessage(null));
  });
  const look = () => {
    const buttons = [...document.querySelectorAll("button")];
    const button = started && buttons.find((button) => names.includes(nameOf(button)));
    if (!button) return;
    arrivals.disconnect();
    const answers = new MutationObserver(() => {
      answers.disconnect();
      answered();
    });
    answers.observe(button, all);
    button.click();
  };
  const arrivals = new MutationObserver(look);
  arrivals.observe(document, all);
  addEventListener("TrunkApplicationStarted", () => {
    started = true;
    look();
  });
}
