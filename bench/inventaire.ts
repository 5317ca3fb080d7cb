import { CODES_ANTENNES } from '#shared/contrats/commun';
import { ajouterJours, dernierJour, instantDe } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import { calculer } from '../sync-server/domaines/cloture/clore/calculer';
import { cloturer } from '../sync-server/domaines/cloture/clore/cloturer';
import { ouvrirControle } from '../sync-server/domaines/cloture/inventaire/exiger';
import { compterPourDeBon } from '../sync-server/store/inventaire/pour-de-bon';
import { ouvrirMagasin } from '../sync-server/store/ouvrir';
import { creerMoteur, rattraper } from '../sync-server/transitions/rattraper';
import { MOIS } from './mois';
import { type Chiffre, chronometrer, dansUnDossier, mediane, moisCharge, presenter } from './outils';

// What it costs to prove that everything is there: the gate and the inventory to a closing, the second look to the service.

const FOIS = 3;
const JOURS = 4;
const RIEN = 'Rien n’a été clos.';
const horloge = (): Instant => instantDe(Date.now());

const mesurer = (): Promise<Chiffre> =>
  dansUnDossier(async (dossier) => {
    const magasin = await ouvrirMagasin({ dataDir: await moisCharge(dossier) });
    try {
      const p = { magasin, horloge };
      await rattraper(magasin, horloge);
      const nu = (): Promise<unknown> => calculer(p, MOIS, CODES_ANTENNES);
      const prouve = (): Promise<unknown> =>
        compterPourDeBon(p, RIEN, async () => {
          const { verifier } = await ouvrirControle(magasin, { mois: MOIS, antennes: CODES_ANTENNES, rien: RIEN });
          const calcul = await calculer(p, MOIS, CODES_ANTENNES);
          if (!calcul.ok) return calcul;
          const r = await verifier(calcul.valeur);
          if ('refus' in r) throw new Error(r.refus.message);
          return { ok: true, valeur: r };
        });
      // Once each before they count: what is read first warms what is read next.
      await nu();
      await prouve();
      const [seul, avec]: number[][] = [[], []];
      for (let n = 0; n < FOIS; n += 1) {
        seul?.push((await chronometrer(nu)).secondes);
        avec?.push((await chronometrer(prouve)).secondes);
      }
      const [plancher, prouvee] = [mediane(seul ?? []), mediane(avec ?? [])];

      const moteur = await creerMoteur(magasin, horloge);
      const jours: DateCivile[] = [];
      for (let d = dernierJour(MOIS); jours.length < JOURS; d = ajouterJours(d, -7)) jours.push(d);
      const relecture: number[] = [];
      for (const jour of jours)
        relecture.push((await chronometrer(() => moteur.revoir([jour], { ecrire: false, alertes: false }))).secondes);

      const cloture = await chronometrer(() =>
        cloturer(
          { ...p, rattraper: () => rattraper(magasin, horloge) },
          { mois: MOIS, antennes: CODES_ANTENNES, motif: 'mesure', auteur: 'BENCH' },
        ),
      );
      if (!cloture.valeur.ok) throw new Error(cloture.valeur.refus.message);
      const cout = prouvee - plancher;
      return {
        titre: 'Prouver que tout est là : la porte, l’inventaire et la seconde lecture',
        plancher: 'le calcul de la clôture du même mois, sans porte ni inventaire',
        lignes: [
          {
            quoi: 'clôture, rapport à la même sans preuve',
            valeur: cloture.secondes / (cloture.secondes - cout),
            unite: '×',
            limite: 1.05,
          },
          { quoi: 'porte et inventaire, ajoutés au calcul', valeur: cout, unite: 's' },
          { quoi: 'clôture des six antennes', valeur: cloture.secondes, unite: 's' },
          { quoi: 'plancher', valeur: plancher, unite: 's' },
          // A day that is derived without end is looked at again every twenty minutes, the others once.
          {
            quoi: 'seconde lecture d’un jour, du temps d’un processeur',
            valeur: mediane(relecture) / 1_200,
            unite: '×',
            limite: 0.05,
          },
          { quoi: 'seconde lecture d’un jour', valeur: mediane(relecture), unite: 's' },
        ],
      };
    } finally {
      await magasin.fermer();
    }
  });

await presenter(import.meta.url, mesurer);
