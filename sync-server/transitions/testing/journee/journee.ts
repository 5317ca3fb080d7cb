import type { Antenne } from '#shared/contrats/commun';
import type { Visite } from '#shared/contrats/dossiers/dossiers';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import { typeDeId } from '#shared/documents/registre';
import { ajouterJours, epochMs, instantDe } from '#shared/temps/paris';
import { dateCivileSchema, type Instant, instantSchema } from '#shared/temps/types';
import { type Alea, creerAlea } from '#shared/testing/alea';
import { usager, visite } from '#shared/testing/constructeurs';
import { poser, sansReponse } from '../../../store/ecrire';
import { estErreurMagasin } from '../../../store/erreurs';
import { deposerEtNoter } from '../../../store/inventaire/actes';
import { COMPTES, PAR_FICHIERS } from '../../../store/inventaire/sommes';
import type { Magasin } from '../../../store/lire';
import { preparerBases } from '../../../store/preparer-bases';
import { creerGrappe, type Grappe } from '../../../store/testing/copies/grappe';
import { magasinGrappe, type Porte } from '../../../store/testing/copies/magasin-grappe';
import { intervenant } from '../banc';
import { ouvrirService, type Service } from './service';

// Some days of the product on a cluster of three copies: what is planned, who punches what, and how the cluster fares meanwhile.

export const ANTENNE: Antenne = 'EST';
export const BASE = baseAntenne(ANTENNE);
export const USAGERS = ['U1', 'U2', 'U3', 'U4', 'U5', 'U6'] as const;
export const AIDES = ['I1', 'I2', 'I3', 'I4'] as const;
const HEURES = ['08:00', '12:00', '18:00'] as const;
const PREMIER = dateCivileSchema.parse('2026-11-24');
const JOURS = 2;
const DEPART = instantSchema.parse('2026-11-25T21:00:00Z');

export type Posable = { _id: string; [cle: string]: unknown };

export type Journee = {
  alea: Alea;
  grappe: Grappe;
  /** How the service, and who else writes (the telephone, a command), are connected. */
  portes: { service: Porte; autre: Porte };
  service: Service;
  /** The store as the service sees it, then the others. */
  magasin: Magasin;
  ailleurs: Magasin;
  /** As a command sees it, which has just started and knows nothing of what was before. */
  commande: () => Magasin;
  horloge: () => Instant;
  avancer: (secondes: number) => void;
  prevues: readonly Visite[];
  /** What was punched: an arrival and a departure a visit. */
  pointes: Set<string>;
  /** Ids of the punches and of the acts that the store took. */
  recus: { base: string; id: string }[];
  /** Verdicts of corrections of a visit that the store had. */
  visees: string[];
  /** What is acknowledged is noted in the inventory, as the telephone and the PCs do. */
  notees?: true;
  /** What the store did not take: sent again later, as a journal does. */
  journal: { base: string; doc: Posable }[];
  numero: () => string;
};

/** Writes over what is there, as an import and a journal do; what cannot be reached waits. */
export const ecrire = async (j: Journee, m: Magasin, base: string, doc: Posable): Promise<void> => {
  try {
    sansReponse(
      j.notees && COMPTES.has(typeDeId(doc._id) ?? '') && !PAR_FICHIERS.has(typeDeId(doc._id) ?? '')
        ? await deposerEtNoter(m, base, [doc])
        : await poser<Posable>(m, base, doc._id, () => doc),
    );
    j.recus.push({ base, id: doc._id });
  } catch {
    j.journal.push({ base, doc });
  }
};

/** For `.catch`: the store could not be reached; anything else is a fault of ours. */
export const coupee = (e: unknown): 'COUPURE' => {
  if (!estErreurMagasin(e)) throw e;
  return 'COUPURE';
};

const prevoir = (): Visite[] =>
  Array.from({ length: JOURS }, (_, n) => ajouterJours(PREMIER, n)).flatMap((date) =>
    USAGERS.flatMap((usagerId, u) =>
      HEURES.map((h, k) => {
        const debut = `${date} ${h}`;
        const aide = AIDES[(u + k) % AIDES.length] ?? 'I1';
        const id = `V${u}${k}-${date}`;
        const v = visite(id, debut, `${date} ${h.slice(0, 2)}:50`, { usagerId, intervenantId: aide });
        return { ...v, versions: v.versions.map((x) => ({ ...x, recuLe: DEPART })) };
      }),
    ),
  );

const parametre = (cle: string, valeur: number): Posable => ({
  _id: `parametre:${cle}:2026-01-01`,
  type: 'parametre',
  cle,
  depuis: '2026-01-01',
  valeur,
  auteur: 'x',
  instant: DEPART,
});

/** The files are there, the cluster is well, and the transitions have run. */
export const ouvrirJournee = async (graine: number): Promise<Journee> => {
  const alea = creerAlea(graine);
  let maintenant = epochMs(DEPART);
  const horloge = (): Instant => instantDe(maintenant);
  const grappe = creerGrappe({ alea, horlogeMs: () => maintenant });
  const portes = { service: { prefere: 0, cote: 0 }, autre: { prefere: 1, cote: 0 } };
  const magasin = magasinGrappe(grappe, portes.service);
  await preparerBases(magasin, DEPART);
  let n = 0;
  const journee: Journee = {
    alea,
    grappe,
    portes,
    service: await ouvrirService(magasin, horloge),
    magasin,
    ailleurs: magasinGrappe(grappe, portes.autre),
    commande: () => magasinGrappe(grappe, portes.service),
    horloge,
    avancer: (secondes) => {
      maintenant += secondes * 1000;
    },
    prevues: prevoir(),
    pointes: new Set(),
    recus: [],
    visees: [],
    journal: [],
    numero: () => `E${String(++n).padStart(4, '0')}`,
  };
  for (const [u, id] of USAGERS.entries())
    await ecrire(journee, magasin, BASE, usager(id, { telephones: [`+3319900000${u}`] }));
  for (const id of AIDES) await ecrire(journee, magasin, BASE, intervenant(id, ANTENNE));
  // [PT-8] One punch is enough, so that a short story has propositions that come and go.
  await ecrire(journee, magasin, BASE_CENTRALE, parametre('pointagesAvantProposition', 1));
  await journee.service.tour();
  return journee;
};
