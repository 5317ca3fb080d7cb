import { expect, test } from 'vitest';
import type { Antenne } from '../contrats/commun';
import type { DateCivile, Mois } from '../temps/types';
import type { UsagerAgrege } from './agregat';
import type { DemandeEtat } from './contrat';
import type { Matiere, Tranche } from './matiere';
import { LIGNES_ECRAN_MAX, tabler, verifierDemande, verifierPourLEcran } from './moteur';
import { ETATS } from './registre';

const etatDe = (id: string) => {
  const e = ETATS.find((x) => x.id === id);
  if (!e) throw new Error(id);
  return e;
};
const tranche = (mois: string, clos: boolean, usagers: UsagerAgrege[] = [], antenne: Antenne = 'EST'): Tranche => ({
  ...{ antenne, mois: mois as Mois, clos, entier: true, usagers, intervenants: {} },
});
const demande = (etat: string, plus: Partial<DemandeEtat> = {}): DemandeEtat => ({
  ...{ etat, antenne: 'EST', du: '2026-09-01' as DateCivile, au: '2026-11-30' as DateCivile },
  ...plus,
});
const tableau = (etat: string, tranches: readonly Tranche[]) => {
  const m: Matiere = {
    ...{ demande: demande(etat), tranches, visites: [], prevues: [], suspens: [], absences: [] },
    ...{ nomUsager: (id) => id, nomIntervenant: (id) => id },
    financeur: (code) => ({ libelle: code, dispositif: undefined }),
  };
  const t = tabler(etatDe(etat), m);
  return { ...t, avertissements: t.avertissements.map((a) => a.replaceAll('\u00a0', ' ')) };
};

/** All but the last, which minutes are counted. */
const horsMinutes = (a: string): boolean => !a.includes('minutes réelles');

test('open months are named as one names them: one is not closed, several are not', () => {
  const [septembre, octobre, novembre] = [false, false, false].map((clos, i) =>
    tranche(`2026-${i < 1 ? '0' : ''}${i + 9}`, clos),
  );
  if (!septembre || !octobre || !novembre) throw new Error('trois mois');
  const dits = (...t: Tranche[]) => tableau('recapitulatif-periode', t).avertissements.findLast(horsMinutes);
  const suite = ', des corrections peuvent encore venir.';
  expect(dits(octobre)).toBe(`Chiffres provisoires : octobre 2026 n’est pas clos${suite}`);
  expect(dits(septembre, octobre, novembre)).toBe(
    `Chiffres provisoires : septembre 2026, octobre 2026 et novembre 2026 ne sont pas clos${suite}`,
  );
});

test('[RG] the total of plans says which hours its rate is made of, where some have no cap', () => {
  const usager = (plafonds: Record<string, number | undefined>): UsagerAgrege => ({
    ...{ usagerId: 'U1', visites: [], pointages: [], incompletes: [], complements: [] },
    parts: Object.keys(plafonds).map((numeroPec) => ({
      ...{ intervenantId: 'I1', codeFinanceur: 'APA', visites: 1, minutes: 90 },
      prises: [{ numeroPec, moisPlafond: '2026-10' as Mois, minutes: 90 }],
    })),
    plans: Object.entries(plafonds).map(([numeroPec, plafond]) => ({
      ...{ numeroPec, codeFinanceur: 'APA' },
      ...(plafond === undefined ? {} : { plafond }),
    })),
  });
  const deux = tableau('suivi-plans', [tranche('2026-10', true, [usager({ P1: 120, P2: undefined })])]);
  expect(deux.totaux).toMatchObject({ autorise: 120, consomme: 180, ecart: 30, taux: 750 });
  expect(deux.avertissements.findLast(horsMinutes)).toMatch(/plafond : 1 h 30 sur 2 h 00\.$/);
  const un = tableau('suivi-plans', [tranche('2026-10', true, [usager({ P1: 120 })])]);
  expect(un.avertissements.join(' ')).not.toContain('plafond');
});

test('what a state does not choose by is refused, not left aside: its figures would be those of everybody', () => {
  const refus = (etat: string, plus: Partial<DemandeEtat>) => {
    const r = verifierDemande(etatDe(etat), demande(etat, plus));
    return r.ok ? 'ok' : r.refus.message;
  };
  expect(refus('absences', { intervenant: 'I1' })).toBe(
    'Cet état ne se choisit pas par aide à domicile : retirez ce choix.',
  );
  expect(refus('profil-usagers', { usager: 'U1' })).toMatch(/par usager/);
  expect(refus('absences', { usager: 'U1', vue: 'toutes' })).toBe('ok');
});

test('a state that no screen can hold is refused to it, with what to do; a month of visits of the service is not', () => {
  const lignes = (n: number) => ({
    lignes: Array.from({ length: n }, () => ({ cle: '', valeurs: {}, detail: false })),
  });
  expect(verifierPourLEcran(lignes(LIGNES_ECRAN_MAX)).ok).toBe(true);
  const r = verifierPourLEcran(lignes(34_210));
  expect(r.ok ? '' : r.refus.message).toMatch(
    /^Cet état a 34\s210 lignes, l’écran en montre 20\s000 au plus : prenez-le en XLSX ou en CSV,/,
  );
});

test('[DU-2] a state of hours done or billed says that they are rounded, and that the planning’s are not', () => {
  const visite = (minutes: number): UsagerAgrege => ({
    ...{ usagerId: 'U1', visites: [], pointages: [], incompletes: [], complements: [], plans: [] },
    parts: [{ intervenantId: 'I1', codeFinanceur: 'APA', visites: 1, minutes, prises: [] }],
  });
  const mois = [tranche('2026-10', true, [visite(90)])];
  const phrase = /arrondies par la règle de chaque financeur ; le planning .* minutes réelles\.$/;
  expect(tableau('usagers-financeurs', mois).avertissements.at(-1)).toMatch(phrase);
  // Nothing to count, or no hours done.
  expect(tableau('usagers-financeurs', [tranche('2026-10', true)]).avertissements.join()).not.toMatch(phrase);
  expect(tableau('appels-incomplets', mois).avertissements.join()).not.toMatch(phrase);
});
