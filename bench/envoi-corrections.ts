import type { Correction } from '#shared/contrats/corrections/correction';
import { baseAntenne, idCorrection } from '#shared/contrats/ids';
import { dateParis, instantDe } from '#shared/temps/paris';
import { correction, ulidDe } from '#shared/testing/constructeurs';
import { creerCompteDEssai, ouvrirBanc, ouvrirMagasinDEssai } from '../sync-server/http/testing/banc';
import { ecrireTout } from '../sync-server/store/ecrire';
import { type Chiffre, chronometrer, mediane, presenter } from './appuis/outils';

// A PC comes back with 200 corrections typed offline: one push, judged row by row, against one `_bulk_docs` of the same rows. Both on
// the embedded store, in its own process and on the disk: in memory the floor writes nothing, and the ratio tells nothing.

const NOMBRE = 200;
const ESSAIS = 7;

const mesurer = async (): Promise<Chiffre> => {
  const { magasin, fermer } = await ouvrirMagasinDEssai();
  const banc = await ouvrirBanc({ magasin });
  try {
    await creerCompteDEssai(banc.magasin, 'marie', 'GESTIONNAIRE', ['EST']);
    const client = await banc.connecter('marie');
    let serie = 0;
    const lot = (): Correction[] => {
      serie++;
      const instant = instantDe(Date.now() - 60_000);
      const date = dateParis(instant);
      return Array.from({ length: NOMBRE }, (_, n) => {
        const id = ulidDe(`${serie}X${n}`);
        const cible = { genre: 'VISITE' as const, id: `V${n}` };
        return correction('SUPPRESSION', { _id: idCorrection(date, id), id, date, cible, auteur: 'marie', instant });
      });
    };
    const pousser = async (lignes: readonly Correction[]): Promise<void> => {
      const r = await client.appeler('POST', '/replication/saisies?antenne=EST', { corps: { documents: lignes } });
      const { recus } = (await r.json()) as { recus: string[] };
      if (recus.length !== NOMBRE) throw new Error(`${recus.length} lignes reçues sur ${NOMBRE}`);
    };
    const ecrire = async (lignes: readonly Correction[]): Promise<void> => {
      await ecrireTout(banc.magasin, baseAntenne('SUD'), lignes);
    };
    // One of each first: neither pays for what is done once.
    await pousser(lot());
    await ecrire(lot());
    const envois: number[] = [];
    const planchers: number[] = [];
    for (let n = 0; n < ESSAIS; n++) {
      const [aPousser, aEcrire] = [lot(), lot()];
      envois.push((await chronometrer(() => pousser(aPousser))).secondes * 1000);
      planchers.push((await chronometrer(() => ecrire(aEcrire))).secondes * 1000);
    }
    return {
      titre: `Envoi de ${NOMBRE} corrections en attente`,
      plancher: 'un _bulk_docs des mêmes corrections',
      lignes: [
        { quoi: 'durée', valeur: mediane(envois), unite: 'ms' },
        { quoi: 'plancher', valeur: mediane(planchers), unite: 'ms' },
        { quoi: 'rapport au plancher', valeur: mediane(envois) / mediane(planchers), unite: '×', limite: 4 },
      ],
    };
  } finally {
    await banc.fermer();
    await fermer();
  }
};

await presenter(import.meta.url, mesurer);
