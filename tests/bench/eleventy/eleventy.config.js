export default function (config) {
  config.setQuietMode(true);
  config.setFreezeReservedData(false);
  config.setUseGitIgnore(false);
  config.addPassthroughCopy({ assets: "assets" });
  return { dir: { input: "src" }, templateFormats: ["11ty.js"] };
}
