import { baseAntenne, idAgregat, idCloture, idEtatFige } from '#shared/contrats/ids';
import { codesAntennes } from '#shared/domain/antenne/registre';
import type { DemandeEtat } from '#shared/etats/contrat';
import { ajouterMois, dernierJour, premierJour } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { calculerEtat } from '../sync-server/domaines/chiffres/etats/calculer';
import { horlogeSysteme } from '../sync-server/ports/horloge';
import { ecrireTout } from '../sync-server/store/ecrire';
import { lirePlage, lireUn, type Magasin } from '../sync-server/store/lire';
import { ouvrirMagasin } from '../sync-server/store/ouvrir';
import { MOIS } from './appuis/mois';
import { type Chiffre, chronometrer, dansUnDossier, moisCharge, presenter } from './appuis/outils';
import { attendreFinDuMagasin, commander } from './appuis/processus';

// States of a month and of a year, with twenty-four months of the whole service in the store. The floor is what a year costs
// where nothing is counted beforehand: reading its frozen visits, and no more.

const MOIS_CHARGES = 24;
const LOT = 200;
/** The last of a month is the 28th in all of them. */
const dernierCommun = (texte: string, avant: Mois): string =>
  texte.replace(new RegExp(`${MOIS}-(29|3\\d)`, 'g'), `${avant}-28`).replaceAll(MOIS, avant);

type Doc = { _id: string; _rev?: string };
const sansRev = ({ _rev, ...doc }: Doc): Doc => doc;

/** The closed month, as each of the twenty-three before: as many frozen states, as large. Then it is opened again. */
const vieillir = async (m: Magasin): Promise<number> => {
  let visites = 0;
  for (const antenne of codesAntennes()) {
    const base = baseAntenne(antenne);
    const docs: Doc[] = [];
    for (const type of ['fige', 'cadre-clos', 'agregat', 'cloture'])
      docs.push(...(await lirePlage<Doc>(m, base, { debut: `${type}:${MOIS}`, fin: `${type}:${MOIS}~` })));
    const cloture = docs.find((d) => d._id === idCloture(MOIS)) as (Doc & { nombreVisites: number }) | undefined;
    if (!cloture) throw new Error(`mois non clos : ${antenne}`);
    visites += cloture.nombreVisites * (MOIS_CHARGES - 1);
    for (let n = 1; n < MOIS_CHARGES; n++) {
      const avant = ajouterMois(MOIS, -n);
      for (let i = 0; i < docs.length; i += LOT) {
        const copies = docs
          .slice(i, i + LOT)
          .map((d) => JSON.parse(dernierCommun(JSON.stringify(sansRev(d)), avant)) as Doc);
        await ecrireTout(m, base, copies);
      }
    }
    await ecrireTout(m, base, [
      ...docs.filter((d) => d._id.startsWith('cloture:')).map((d) => ({ _id: d._id, _rev: d._rev, _deleted: true })),
    ]);
    const agregat = await lireUn<Doc>(m, base, idAgregat(MOIS, antenne));
    if (agregat) await ecrireTout(m, base, [{ _id: agregat._id, _rev: agregat._rev, _deleted: true }]);
  }
  return visites;
};

const ANNEE: Pick<DemandeEtat, 'du' | 'au'> = { du: premierJour(ajouterMois(MOIS, -11)), au: dernierJour(MOIS) };
const CLOS = ajouterMois(MOIS, -1);
const MOIS_CLOS: Pick<DemandeEtat, 'du' | 'au'> = { du: premierJour(CLOS), au: dernierJour(CLOS) };
const MOIS_OUVERT: Pick<DemandeEtat, 'du' | 'au'> = { du: premierJour(MOIS), au: dernierJour(MOIS) };
/** Of each way of counting, the dearest. */
const DU_MOIS = ['heures-usagers', 'usagers-non-identifies', 'profil-usagers', 'planning-intervenants', 'absences'];
const DE_L_ANNEE = [
  'recapitulatif-periode',
  'profil-usagers',
  'suivi-plans',
  'appels-incomplets',
  'usagers-non-identifies',
];

const plusLong = async (
  m: Magasin,
  etats: readonly string[],
  periode: Pick<DemandeEtat, 'du' | 'au'>,
): Promise<number> => {
  let pire = 0;
  for (const etat of etats) {
    const { secondes, valeur } = await chronometrer(() =>
      calculerEtat(m, { etat, antenne: 'TOUTES', ...periode }, horlogeSysteme),
    );
    if (!valeur.ok) throw new Error(`${etat} : ${valeur.refus.message}`);
    pire = Math.max(pire, secondes);
  }
  return pire;
};

/** Reading the frozen visits of the year's closed months, month by month, and nothing else. */
const lireFigesBruts = async (m: Magasin): Promise<number> => {
  let n = 0;
  for (let i = 1; i < 12; i++)
    for (const antenne of codesAntennes()) {
      const debut = idEtatFige(ajouterMois(MOIS, -i), '');
      n += (await lirePlage<{ visites: unknown[] }>(m, baseAntenne(antenne), { debut, fin: `${debut}~` })).reduce(
        (k, d) => k + d.visites.length,
        0,
      );
    }
  return n;
};

const mesurer = (): Promise<Chiffre> =>
  dansUnDossier(async (dossier) => {
    const dataDir = await moisCharge(dossier);
    await commander(['cloturer', MOIS, '--motif', 'reprise'], dataDir);
    const magasin = await ouvrirMagasin({ dataDir });
    const mesures = await (async () => {
      try {
        const visites = await vieillir(magasin);
        const plancher = await chronometrer(() => lireFigesBruts(magasin));
        return {
          visites,
          plancher,
          clos: await plusLong(magasin, DU_MOIS, MOIS_CLOS),
          ouvert: await plusLong(magasin, DU_MOIS, MOIS_OUVERT),
          annee: await plusLong(magasin, DE_L_ANNEE, ANNEE),
        };
      } finally {
        await magasin.fermer();
      }
    })();
    await attendreFinDuMagasin(dataDir);
    const { du, au } = ANNEE;
    const commande = await commander(['etat', 'recapitulatif-periode', '--du', du, '--au', au], dataDir);
    const { visites, plancher, clos, ouvert, annee } = mesures;
    return {
      titre: 'États : un mois, une année, vingt-quatre mois chargés',
      plancher: `lire les ${plancher.valeur.toLocaleString('fr-FR')} visites figées des onze mois clos de l’année, sans rien en compter`,
      lignes: [
        { quoi: 'un mois clos, le plus long des états', valeur: clos, unite: 's', limite: 3 },
        { quoi: 'un mois ouvert, le plus long des états', valeur: ouvert, unite: 's', limite: 3 },
        { quoi: 'une année, le plus long des états', valeur: annee, unite: 's', limite: 10 },
        {
          quoi: 'mémoire de la commande et du magasin, une année',
          valeur: commande.ensembleMo,
          unite: 'Mo',
          limite: 1536,
        },
        { quoi: 'visites des mois clos', valeur: visites, unite: '' },
        { quoi: 'plancher', valeur: plancher.secondes, unite: 's' },
        { quoi: 'rapport de l’année au plancher', valeur: annee / plancher.secondes, unite: '×' },
      ],
    };
  });

await presenter(import.meta.url, mesurer);
