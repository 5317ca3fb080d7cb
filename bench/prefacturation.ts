import { codesAntennes } from '#shared/domain/antenne/registre';
import { calculer } from '../sync-server/domaines/financement/prefacturation/fichiers';
import { lireMoisPrefactures } from '../sync-server/domaines/financement/prefacturation/lire-mois';
import { horlogeSysteme } from '../sync-server/ports/horloge';
import { lireFiges } from '../sync-server/store/lectures/clos';
import { ouvrirMagasin } from '../sync-server/store/ouvrir';
import { MOIS } from './appuis/mois';
import { type Chiffre, chronometrer, dansUnDossier, moisCharge, presenter } from './appuis/outils';
import { commander } from './appuis/processus';

// The month of the whole service, closed: its lines from the frozen documents, against reading the same documents.

const mesurer = (): Promise<Chiffre> =>
  dansUnDossier(async (dossier) => {
    const dataDir = await moisCharge(dossier);
    await commander(['cloturer', MOIS, '--motif', 'reprise'], dataDir);
    const magasin = await ouvrirMagasin({ dataDir });
    try {
      const plancher = await chronometrer(async () => {
        let n = 0;
        for (const a of codesAntennes()) n += (await lireFiges(magasin, a, MOIS)).length;
        return n;
      });
      const calcul = await chronometrer(async () => {
        const lus = await lireMoisPrefactures({ magasin, horloge: horlogeSysteme }, codesAntennes(), MOIS);
        if (!lus.ok) throw new Error(lus.refus.message);
        return (await calculer(magasin, lus.valeur)).lignes.length;
      });
      return {
        titre: 'Préfacturation du service entier',
        plancher: `lire les mêmes ${plancher.valeur.toLocaleString('fr-FR')} états figés`,
        lignes: [
          { quoi: 'durée', valeur: calcul.secondes, unite: 's', limite: 3 },
          { quoi: 'lignes', valeur: calcul.valeur, unite: '' },
          { quoi: 'plancher', valeur: plancher.secondes, unite: 's' },
          { quoi: 'rapport au plancher', valeur: calcul.secondes / plancher.secondes, unite: '×', limite: 3 },
        ],
      };
    } finally {
      await magasin.fermer();
    }
  });

await presenter(import.meta.url, mesurer);
