// What of the page's layout is broken at this width, as a list of sentences.
const findings = [];
const width = document.documentElement.clientWidth;

function called(element) {
  const kind = typeof element.className === "string" ? element.className : element.getAttribute("class");
  const text = (element.textContent || "").trim().replace(/\s+/g, " ").slice(0, 40);
  return `<${element.tagName.toLowerCase()}${kind ? ` class="${kind}"` : ""}> "${text}"`;
}

// Text for screen readers alone is clipped to nothing on purpose.
function isSeen(element) {
  const box = element.getBoundingClientRect();
  return box.width > 2 && box.height > 2 && element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
}

function scrollsSideways(element) {
  return ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
}

function isInsideScroller(element) {
  for (let outer = element.parentElement; outer && outer !== document.body; outer = outer.parentElement) {
    if (getComputedStyle(outer).overflowX !== "visible") return true;
  }
  return false;
}

if (document.documentElement.scrollWidth > width) {
  findings.push(`the page is ${document.documentElement.scrollWidth} px wide and the window ${width} px`);
  for (const element of document.body.querySelectorAll("*")) {
    if (isSeen(element) && element.getBoundingClientRect().right > width + 1 && !isInsideScroller(element)) {
      findings.push(`reaches beyond the window: ${called(element)}`);
      break;
    }
  }
}

for (const element of document.body.querySelectorAll("*")) {
  const hasText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  if (!hasText || element.closest("svg") || !isSeen(element)) continue;
  const hides = ["hidden", "clip"].includes(getComputedStyle(element).overflowX);
  if (hides && !scrollsSideways(element) && element.scrollWidth > element.clientWidth + 1) {
    findings.push(`its text is cut: ${called(element)}`);
  }
}

return findings;
