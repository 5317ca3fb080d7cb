import type { Intervention } from '#shared/contrats/corrections/intervention';
import type { Intervenant, Usager } from '#shared/contrats/dossiers/dossiers';
import { idIntervenant } from '#shared/contrats/ids';
import type { Attente } from '#shared/contrats/pointages/derives';
import type { Appel } from '#shared/contrats/pointages/pointage';
import type { Rattachement } from '#shared/contrats/pointages/rattachement';
import { ajouterA } from '#shared/listes';
import { dateParis } from '#shared/temps/paris';
import { jour, paris, rattachement } from '#shared/testing/constructeurs';
import { ETAT_VIDE, type EtatDepot, type Suspens } from '../../../../_donnees/depot/etat-depot';

// Builders for the tests of this screen: each gives a valid value, of which a test says only what it is about.

export const NUMERO = '+33155500001';
export const maintenant = paris('2026-11-25 12:00');
export const auj = jour('2026-11-25');

/** Who makes a gesture, where and when. */
export const signature = (id: string, quand = maintenant) => ({
  auteur: 'marie',
  poste: 'PC',
  antenne: 'EST' as const,
  maintenant: quand,
  id,
});

export const aide = (id: string, telephone: string): Intervenant => ({
  _id: idIntervenant(id),
  type: 'intervenant',
  id,
  civilite: 'MME',
  nom: 'PETIT',
  prenom: 'Léa',
  antenne: 'EST',
  codeSvi: '12345',
  telephone,
  dateDebut: jour('2024-01-01'),
  vuLe: paris('2026-09-01 06:00'),
});

export const attente = (sens: Attente['sens'], local: string, plus: Partial<Attente> = {}): Attente => {
  const instant = paris(local);
  const pointageId = plus.pointageId ?? `${sens}-${local}`;
  return {
    _id: `attente:${dateParis(instant)}:${pointageId}`,
    type: 'attente',
    pointageId,
    date: dateParis(instant),
    antenne: 'EST',
    raison: 'USAGER_INCONNU',
    sens,
    instant,
    recuLe: instant,
    source: 'SVI',
    numeroAppelant: NUMERO,
    intervenantId: 'I1',
    ...plus,
  };
};

export const appel = (local: string, plus: Partial<Appel> = {}): Appel => ({
  _id: `appel:${paris(local)}:${local}`,
  type: 'appel',
  id: local,
  instant: paris(local),
  recuLe: paris(local),
  source: 'SVI',
  numeroAppelant: NUMERO,
  etape: 'CODE',
  issue: 'CODE_ERRONE',
  ...plus,
});

let n = 0;
export const geste = (usagerId: string, plus: Partial<Rattachement> = {}): Rattachement => {
  n += 1;
  return rattachement(plus.id ?? `G${String(n).padStart(4, '0')}`, jour('2026-11-25'), {
    numero: NUMERO,
    usagerId,
    auteur: 'marie',
    instant: paris('2026-11-25 11:00'),
    poste: 'PC',
    ...plus,
  });
};

/** A visit planned for I1 unless said otherwise, with no punch. */
export const prevue = (
  usagerId: string,
  debut: string,
  fin: string,
  plus: Partial<Intervention> = {},
): Intervention => {
  const date = dateParis(paris(debut));
  const id = `V-${usagerId}-${debut}`;
  const intervenantId = plus.intervenantId ?? 'I1';
  return {
    _id: `intervention:${date}:${id}`,
    type: 'intervention',
    id,
    date,
    antenne: 'EST',
    usagerId,
    intervenantId,
    codePrestation: 'AD',
    ecartes: [],
    visite: { id, intervenantId, debut: paris(debut), fin: paris(fin), codePrestation: 'AD' },
    creations: [],
    anomalies: [],
    explication: [],
    ...plus,
  };
};

export const pointe = (local: string, numeroAppelant = '+33199000001') => ({
  id: `P-${local}`,
  instant: paris(local),
  recuLe: paris(local),
  source: 'SVI' as const,
  numeroAppelant,
});

type Contenu = {
  usagers?: readonly Usager[];
  aides?: readonly Intervenant[];
  interventions?: readonly Intervention[];
  suspens?: readonly Suspens[];
  gestes?: readonly Rattachement[];
};

const par = <T>(liste: readonly T[], cle: (x: T) => string): Map<string, T[]> => {
  const groupes = new Map<string, T[]>();
  for (const x of liste) ajouterA(groupes, cle(x), x);
  return groupes;
};

export const etat = ({
  usagers = [],
  aides = [],
  interventions = [],
  suspens = [],
  gestes = [],
}: Contenu): EtatDepot => ({
  ...ETAT_VIDE,
  pret: true,
  usagers: new Map(usagers.map((u) => [u.id, u])),
  intervenants: new Map(aides.map((a) => [a.id, a])),
  jours: par(interventions, (i) => i.date),
  suspens: par(suspens, (s) => dateParis('instant' in s ? s.instant : s.dernier)),
  saisies: new Map(gestes.map((g) => [g._id, g])),
});
