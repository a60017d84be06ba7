// Runs before the page's own scripts. Times every animation frame in which the page does something: what it
// does, what follows from that at once, and the layout that it causes.
() => {
  const request = window.requestAnimationFrame.bind(window);
  let started = 0;
  let frames = [];
  // Two callbacks of the same frame. Between them run the microtasks that the page's own has caused.
  window.requestAnimationFrame = (callback) => {
    const id = request((now) => {
      started = performance.now();
      callback(now);
    });
    request(() => {
      document.documentElement.getBoundingClientRect();
      const took_ms = performance.now() - started;
      frames.push([took_ms, document.querySelectorAll(".traveller").length]);
    });
    return id;
  };
  window.takeFrames = () => {
    const taken = frames;
    frames = [];
    return taken;
  };
}
