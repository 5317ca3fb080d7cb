import type { Polices } from './papier';

// Files of their own, that the service worker keeps: a sheet is printed with the network down.
const NORMALE = new URL(
  '@expo-google-fonts/atkinson-hyperlegible-next/400Regular/AtkinsonHyperlegibleNext_400Regular.ttf',
  import.meta.url,
);
const GRASSE = new URL(
  '@expo-google-fonts/atkinson-hyperlegible-next/700Bold/AtkinsonHyperlegibleNext_700Bold.ttf',
  import.meta.url,
);

const lire = async (url: URL): Promise<Uint8Array> => {
  const reponse = await fetch(url);
  if (!reponse.ok) throw new Error(`police illisible : ${reponse.status}`);
  return new Uint8Array(await reponse.arrayBuffer());
};

export const chargerPolices = async (): Promise<Polices> => {
  const [normal, bold] = await Promise.all([lire(NORMALE), lire(GRASSE)]);
  return { normal, bold };
};
