// What the service worker asks for and keeps, and how it knows that what it was answered is that.

/** As the build lists it. `revision`: a hash of what it holds. `integrity`: what it has to hold, where nothing may change it on the way. */
export type Fichier = { url: string; revision: string; integrity?: string };

/** How it is asked for: of the server, whatever the browser has kept under that name. */
export const demandeDe = ({ integrity }: Fichier): Pick<RequestInit, 'credentials' | 'cache' | 'integrity'> => ({
  credentials: 'same-origin',
  cache: 'reload',
  ...(integrity === undefined ? {} : { integrity }),
});

/** A page of the export names its scripts: that of a proxy, or of a public network, answered instead of it, does not. */
const MARQUE = '/_next/static/';

/** Whether an answer may be kept: no refusal, nor, under the name of a page, the page of another. */
export const estNotre = async (url: string, reponse: Response): Promise<boolean> =>
  reponse.status < 400 &&
  (!new URL(url).pathname.endsWith('/index.html') || (await reponse.clone().text()).includes(MARQUE));
