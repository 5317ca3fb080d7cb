import { baseAntenne } from '#shared/contrats/ids';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { lirePlage } from '../../sync-server/store/lire';
import { ouvrirMagasin } from '../../sync-server/store/ouvrir';
import { chronometrer } from './outils';

// Reading what a closing reads, everything of the antennas' databases, in a process of its own, as cold as the commands are.
// Prints the seconds and the number of documents.

const magasin = await ouvrirMagasin({ dataDir: process.argv[2] ?? '' });
const { secondes, valeur } = await chronometrer(async () => {
  let n = 0;
  for (const a of codesAntennes()) n += (await lirePlage(magasin, baseAntenne(a), { debut: '', fin: '\ufff0' })).length;
  return n;
});
await magasin.fermer();
console.log(JSON.stringify({ secondes, documents: valeur }));
