import { baseAntenne } from '#shared/contrats/ids';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { idJourPilotage, idMoisPilotage, type JourPilotage, type MoisPilotage } from '#shared/pilotage/agregats';
import { MOIS_TENDANCE } from '#shared/pilotage/contrat';
import { ajouterMois } from '#shared/temps/paris';
import { dateCivileSchema } from '#shared/temps/types';
import { lireDetailPilotage, lireTableauPilotage } from '../sync-server/domaines/chiffres/pilotage/lire';
import { lireVisitesPilotage } from '../sync-server/domaines/chiffres/pilotage/visites';
import { horlogeSysteme } from '../sync-server/ports/horloge';
import { ecrireTout } from '../sync-server/store/ecrire';
import { lirePlage, type Magasin, plageDuType, sansRev } from '../sync-server/store/lire';
import { ouvrirMagasin } from '../sync-server/store/ouvrir';
import { creerMoteur } from '../sync-server/transitions/rattraper';
import { MOIS } from './appuis/mois';
import { type Chiffre, chronometrer, dansUnDossier, moisCharge, presenter } from './appuis/outils';

// The dashboards over twenty-four months of the whole service, against reading the same documents and nothing else.

/** The month that was imported, as each of the twenty-three before: as many documents, as large. */
const vieillir = async (m: Magasin): Promise<void> => {
  for (const antenne of codesAntennes()) {
    const base = baseAntenne(antenne);
    const jours = (await lirePlage<JourPilotage>(m, base, plageDuType('pilotage-jour'))).map((d) =>
      sansRev<JourPilotage>(d),
    );
    const tous = await lirePlage<MoisPilotage>(m, base, plageDuType('pilotage-mois'));
    const mois = tous.find((x) => x.mois === MOIS);
    if (!mois) throw new Error(`aucun mois à compter : ${antenne}`);
    for (let n = 1; n < MOIS_TENDANCE; n++) {
      const avant = ajouterMois(MOIS, -n);
      const copies = jours.flatMap((j): JourPilotage[] => {
        const date = dateCivileSchema.safeParse(`${avant}${j.date.slice(7)}`).data;
        return date && j.date.startsWith(MOIS) ? [{ ...j, _id: idJourPilotage(date), date }] : [];
      });
      await ecrireTout(m, base, [
        ...copies,
        { ...sansRev<MoisPilotage>(mois), _id: idMoisPilotage(avant), mois: avant },
      ]);
    }
  }
};

const mesurer = (): Promise<Chiffre> =>
  dansUnDossier(async (dossier) => {
    const magasin = await ouvrirMagasin({ dataDir: await moisCharge(dossier) });
    try {
      const ports = { magasin, horloge: horlogeSysteme };
      const moteur = await creerMoteur(magasin, horlogeSysteme);
      const recompte = await chronometrer(() => moteur.recompter([MOIS]));
      await vieillir(magasin);
      const plancher = await chronometrer(async () => {
        const lus = await Promise.all(
          codesAntennes().map((a) => lirePlage(magasin, baseAntenne(a), plageDuType('pilotage-mois'))),
        );
        return lus.flat().length;
      });
      const tableau = await chronometrer(() => lireTableauPilotage(ports, codesAntennes(), MOIS));
      const detail = await chronometrer(() =>
        lireDetailPilotage(ports, { antenne: 'EST', mois: MOIS, nominatif: true }),
      );
      const jour = detail.valeur.jours[0]?.date;
      if (jour === undefined) throw new Error('aucun jour à ouvrir');
      const visites = await chronometrer(() =>
        lireVisitesPilotage(ports, { antenne: 'EST', mois: MOIS, choix: { jour } }),
      );
      const total = tableau.secondes + detail.secondes + visites.secondes;
      return {
        titre: 'Tableaux de bord, vingt-quatre mois du service entier',
        plancher: `lire les mêmes ${plancher.valeur.toLocaleString('fr-FR')} mois comptés`,
        lignes: [
          { quoi: 'les six antennes et leur tendance', valeur: tableau.secondes, unite: 's', limite: 3 },
          { quoi: 'une antenne, ses jours, ses personnes, ses causes', valeur: detail.secondes, unite: 's', limite: 3 },
          { quoi: 'les visites d’un jour', valeur: visites.secondes, unite: 's', limite: 3 },
          { quoi: 'du tableau à la visite', valeur: total, unite: 's', limite: 3 },
          { quoi: 'plancher', valeur: plancher.secondes, unite: 's' },
          { quoi: 'rapport du tableau au plancher', valeur: tableau.secondes / plancher.secondes, unite: '×' },
          { quoi: 'recompter le mois entier depuis ses visites', valeur: recompte.secondes, unite: 's' },
          { quoi: 'documents qui différaient', valeur: recompte.valeur, unite: '', limite: 0 },
        ],
      };
    } finally {
      await magasin.fermer();
    }
  });

await presenter(import.meta.url, mesurer);
