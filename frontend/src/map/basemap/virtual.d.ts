/** Made by `basemap/plugin.ts`: names of the basemap's files and where they are served. */
declare module "virtual:basemap" {
  const files: Readonly<Record<string, string>>;
  export default files;
}
