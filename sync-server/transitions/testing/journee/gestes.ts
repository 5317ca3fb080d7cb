import type { Visite } from '#shared/contrats/dossiers/dossiers';
import { BASE_CENTRALE, idAppel } from '#shared/contrats/ids';
import { dateParis, instantDe } from '#shared/temps/paris';
import { correction, pointage, usager } from '#shared/testing/constructeurs';
import { lireNoeuds } from '../../../store/grappe/revenus';
import { COPIES } from '../../../store/testing/copies/grappe';
import { rattraper } from '../../rattraper';
import { rattachement } from '../banc';
import { AIDES, ANTENNE, BASE, ecrire, type Journee, USAGERS } from './journee';

/** What may happen at any moment. Closings, exports, backups are gestures too: a list of them is given to `jouer` beside these. */
export type Geste = { nom: string; poids: number; faire: (j: Journee) => Promise<void> };

const POINTAGES = 'tg-pointages-2026';
export const quelques = <T>(j: Journee, liste: readonly T[], max: number): T[] =>
  j.alea.melanger(liste).slice(0, j.alea.entier(1, max));
export const decaler = (instant: string, minutes: number) => instantDe(Date.parse(instant) + minutes * 60_000);

/** `cle`: the aide keys the usager's code; else the number says who it is. */
export const pointer = async (
  j: Journee,
  v: Visite,
  sens: 'A' | 'D',
  cle: boolean = j.alea.chance(0.7),
): Promise<void> => {
  const version = v.versions[0];
  const id = `${sens}-${v.id}`;
  if (!version || j.pointes.has(id)) return;
  j.pointes.add(id);
  const instant = decaler(sens === 'A' ? version.debut : version.fin, j.alea.entier(-10, 10));
  const rang = USAGERS.indexOf(version.usagerId as (typeof USAGERS)[number]);
  await ecrire(
    j,
    j.ailleurs,
    POINTAGES,
    pointage(sens, '2026-11-24 08:00', {
      id,
      instant,
      recuLe: j.horloge(),
      usagerId: cle ? version.usagerId : undefined,
      intervenantId: version.intervenantId,
      numeroAppelant: j.alea.chance(0.9) ? `+3319900000${rang}` : '+33199000099',
    }),
  );
};

const importer = async (j: Journee): Promise<void> => {
  for (const v of quelques(j, j.prevues, 12)) {
    const retouchee = j.alea.chance(0.2)
      ? { ...v, versions: v.versions.map((x) => ({ ...x, fin: decaler(x.fin, 5) })) }
      : v;
    await ecrire(j, j.ailleurs, BASE, retouchee);
  }
  // The command runs the transitions itself, on its side.
  if (j.alea.chance(0.5)) await rattraper(j.ailleurs, j.horloge).catch(() => undefined);
};

export const corriger = async (j: Journee): Promise<void> => {
  const v = j.alea.parmi(j.prevues);
  const version = v?.versions[0];
  if (!v || !version) return;
  const date = dateParis(version.debut);
  const c = j.alea.chance(0.5)
    ? { nature: 'CREATION' as const, debut: version.debut, fin: version.fin, usagerId: version.usagerId }
    : { nature: 'HORAIRE' as const, fin: decaler(version.fin, 3) };
  const id = j.numero();
  const { nature, ...plus } = c;
  // A visit that the store shows by its id to who corrects it: not one that the other side of a cut alone has.
  if (await j.magasin.lire(BASE, v._id).catch(() => undefined)) j.visees.push(`verdict:${date}:${id}`);
  await ecrire(
    j,
    j.magasin,
    BASE,
    correction(nature, {
      ...plus,
      id,
      _id: `correction:${date}:${id}`,
      date,
      antenne: ANTENNE,
      cible: { genre: 'VISITE', id: v.id },
      intervenantId: version.intervenantId,
      instant: j.horloge(),
    }),
  );
};

/** Each aide does this much of a round; the rest of them are for later. */
const tournee =
  (sens: 'A' | 'D') =>
  async (j: Journee): Promise<void> => {
    for (const v of quelques(j, j.prevues, 8)) await pointer(j, v, sens);
  };

export const GESTES_DU_PRODUIT: readonly Geste[] = [
  { nom: 'importer', poids: 4, faire: importer },
  { nom: 'arrivées', poids: 6, faire: tournee('A') },
  { nom: 'départs', poids: 6, faire: tournee('D') },
  { nom: 'corriger', poids: 3, faire: corriger },
  {
    nom: 'appel échoué',
    poids: 1,
    faire: async (j) => {
      const instant = decaler(j.horloge(), -j.alea.entier(60, 900));
      const id = j.numero();
      await ecrire(j, j.ailleurs, POINTAGES, {
        _id: idAppel(instant, id),
        type: 'appel',
        id,
        instant,
        recuLe: j.horloge(),
        source: 'SVI',
        numeroAppelant: '+33199000099',
        etape: 'SENS',
        issue: 'RACCROCHE',
        intervenantId: j.alea.choix(AIDES),
      });
    },
  },
  {
    nom: 'rattacher',
    poids: 1,
    faire: (j) =>
      ecrire(j, j.magasin, BASE, {
        ...rattachement('+33199000099', j.alea.choix(USAGERS), ANTENNE, j.horloge()),
        geste: j.alea.chance(0.7) ? 'RATTACHER' : 'DETACHER',
      }),
  },
  {
    nom: 'changer un numéro',
    poids: 1,
    faire: async (j) => {
      const id = j.alea.choix(USAGERS);
      const sien = `+3319900000${USAGERS.indexOf(id)}`;
      await ecrire(
        j,
        j.magasin,
        BASE,
        usager(id, { telephones: j.alea.chance(0.5) ? [sien, '+33199000088'] : [sien] }),
      );
    },
  },
  {
    nom: 'changer un paramètre',
    poids: 0.3,
    faire: (j) =>
      ecrire(j, j.magasin, BASE_CENTRALE, {
        _id: 'parametre:doublon:2026-01-01',
        type: 'parametre',
        cle: 'doublon',
        depuis: '2026-01-01',
        valeur: j.alea.entier(0, 60),
        auteur: 'x',
        instant: j.horloge(),
      }),
  },
  { nom: 'tour', poids: 12, faire: (j) => j.service.tour() },
  {
    nom: 'deux à la fois',
    poids: 3,
    faire: async (j) => {
      await Promise.all([j.service.tour(), rattraper(j.ailleurs, j.horloge).catch(() => undefined)]);
    },
  },
  { nom: 'minute', poids: 2, faire: (j) => j.service.minute() },
  { nom: 'redémarrer', poids: 2, faire: async (j) => j.service.redemarrer() },
  {
    nom: 'le temps passe',
    poids: 3,
    faire: async (j) => {
      j.avancer(j.alea.entier(10, 400));
      for (let n = j.alea.entier(0, 20); n > 0; n--) j.grappe.souffler();
    },
  },
];

const unNoeud = (j: Journee): number => j.alea.entier(0, COPIES - 1);

/** What becomes of the cluster: a node at a time is away, and of three copies two are always on one side. */
export const GESTES_DE_LA_GRAPPE: readonly Geste[] = [
  {
    nom: 'un nœud part',
    poids: 4,
    faire: async (j) => {
      if (j.grappe.copies.every((c) => c.present && c.cote === 0)) j.grappe.partir(unNoeud(j));
    },
  },
  {
    nom: 'un nœud revient',
    poids: 2.5,
    faire: async (j) => {
      const absent = j.grappe.copies.findIndex((c) => !c.present);
      if (absent === -1) return;
      j.grappe.cadence = j.alea.choix([0.002, 0.01, 0.03, 0.2, 4]);
      j.grappe.revenir(absent, j.alea.chance(0.2));
      // Whoever asks is sent to it as well as to the others.
      if (j.alea.chance(0.8)) j.portes.service.prefere = absent;
      if (j.alea.chance(0.7)) await j.service.redemarrer();
    },
  },
  {
    nom: 'ouvrir',
    poids: 2,
    faire: async (j) => {
      const ferme = j.grappe.copies.findIndex((c) => c.ferme);
      if (ferme !== -1 && j.grappe.reste() === 0) j.grappe.ouvrir(ferme);
    },
  },
  {
    nom: 'la grappe se sépare',
    poids: 1,
    faire: async (j) => {
      if (!j.grappe.copies.every((c) => c.present && !c.ferme && c.cote === 0)) return;
      j.grappe.separer(unNoeud(j));
      j.portes.service.cote = j.alea.entier(0, 1);
      j.portes.autre.cote = j.alea.entier(0, 1);
    },
  },
  {
    nom: 'la grappe se réunit',
    poids: 2,
    faire: async (j) => {
      // Nodes give each other up after a minute of silence, and the service looks twice in it.
      await lireNoeuds(j.magasin).catch(() => undefined);
      j.grappe.cadence = j.alea.choix([0.05, 0.5, 8]);
      j.grappe.reunir();
    },
  },
  {
    nom: 'changer de nœud',
    poids: 1,
    faire: async (j) => {
      j.portes.service.prefere = unNoeud(j);
      j.portes.autre.prefere = unNoeud(j);
    },
  },
];
