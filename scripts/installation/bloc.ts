import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// The block « Installer » of the deployment's page, as whoever installs pastes it.

const PAGE = fileURLToPath(new URL('../../deploy/README.md', import.meta.url));

/** What is typed from there on needs no network, and must not be typed on the machine that tries it: its ports would be taken. */
const SERVICES = /^nginx -t$/;

export type Bloc = { entier: string; avant: string; apres: string };

/** The one block of « Installer », and its two halves: what brings and lays, what starts. */
export const lireBloc = (page = readFileSync(PAGE, 'utf8')): Bloc => {
  const section = /^## Installer\n([\s\S]*?)(?=^## |^### )/m.exec(page)?.[1] ?? '';
  const blocs = [...section.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, texte]) => texte ?? '');
  const [entier] = blocs;
  if (entier === undefined || blocs.length > 1)
    throw new Error(`« Installer » de deploy/README.md : un bloc est attendu, ${blocs.length} trouvés.`);
  const lignes = entier.split('\n');
  const n = lignes.findIndex((l) => SERVICES.test(l));
  if (n < 0) throw new Error('« Installer » : « nginx -t » n’y est pas seul sur sa ligne.');
  return { entier, avant: lignes.slice(0, n).join('\n'), apres: lignes.slice(n).join('\n') };
};
