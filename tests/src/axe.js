// What axe-core finds to be a serious or a critical violation, each as a sentence.
const done = arguments[arguments.length - 1];
const grave = ["serious", "critical"];
const told = (violation) => violation.nodes.map((node) =>
  `${violation.id}: ${violation.help}: ${node.target.join(" ")}: ${node.failureSummary} ${node.html.slice(0, 200)}`);
axe.run(document, { resultTypes: ["violations"] }).then(
  ({ violations }) => done(violations.filter(({ impact }) => grave.includes(impact)).flatMap(told)),
  (error) => done([String(error)]),
);
