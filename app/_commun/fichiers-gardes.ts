// What the service worker asks for and keeps, and how it knows that what it was answered is that.

/** As the build lists it. `revision`: none where the name itself bears a hash. `integrity`: what it holds, where nothing may change it on the way. */
export type Fichier = { url: string; revision: string | null; integrity?: string };

type Demande = Pick<RequestInit, 'credentials' | 'cache' | 'integrity'>;

/** How a file is asked for; then, where that failed and another way is left. */
export const demandesDe = ({ revision, integrity }: Fichier): readonly [Demande, Demande?] => {
  const demande = (cache: RequestCache): Demande => ({
    credentials: 'same-origin',
    cache,
    ...(integrity === undefined ? {} : { integrity }),
  });
  // A name that bears its content's hash may come from the browser's own cache; what that kept is not it, once, for ever.
  return revision === null ? [demande('default'), demande('reload')] : [demande('reload')];
};

/** A page of the export names its scripts: that of a proxy, or of a public network, answered instead of it, does not. */
const MARQUE = '/_next/static/';

/** Whether an answer may be kept: no refusal, nor, under the name of a page, the page of another. */
export const estNotre = async (url: string, reponse: Response): Promise<boolean> =>
  reponse.status < 400 &&
  (!new URL(url).pathname.endsWith('/index.html') || (await reponse.clone().text()).includes(MARQUE));
