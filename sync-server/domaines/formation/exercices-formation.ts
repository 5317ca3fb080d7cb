import type { Antenne } from '#shared/contrats/commun';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import type { Intervenant, Usager } from '#shared/contrats/dossiers/dossiers';
import { EXERCICES, type Exercice, type IdExercice } from '#shared/contrats/exploitation/formation';
import { baseAntenne } from '#shared/contrats/ids';
import { antenneAu } from '#shared/domain/cloture/antenne';
import { estSansAppel } from '#shared/domain/intervention/couverture';
import { valableLe } from '#shared/domain/ventilation/versions';
import { ajouterA } from '#shared/listes';
import { nomComplet } from '#shared/mots/textes';
import { dateParis, ecartSecondes } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { lireInterventions } from '../../store/lectures/connus';
import type { Magasin } from '../../store/lire';
import { plageType } from '../../store/types';

/** Within the pairing's default: a call made now still meets its planned visit. */
const PROCHE_S = 100 * 60;

type Donnees = { usagers: readonly Usager[]; aides: readonly Intervenant[]; visites: readonly Intervention[] };
type Choix = { usager?: Usager | undefined; aide?: Intervenant | undefined };

const MANQUES: Record<IdExercice, string> = {
  POINTER_ARRIVEE: 'Il faut un usager avec un numéro à lui seul, et une aide active, dans cette antenne.',
  COUPLE: 'Aucun numéro de cette antenne n’est celui de deux usagers.',
  NUMERO_MASQUE: 'Aucun usager de cette antenne n’a de code.',
  CORRIGER: 'Il faut un usager avec un numéro à lui seul, et une aide active, dans cette antenne.',
  CODE_ERRONE: 'Il faut un usager avec un numéro à lui seul, dans cette antenne.',
};

/**
 * An aide and an usager for each exercise; visits planned about now and not begun come first, so that the call makes one
 * of them move. `tirer(n)`: a number below n, so that two trainees seldom have the same visit.
 */
export const composerExercices = (d: Donnees, maintenant: Instant, tirer: (n: number) => number): Exercice[] => {
  const parNumero = new Map<string, Usager[]>();
  for (const u of d.usagers) for (const t of u.telephones) ajouterA(parNumero, t, u);
  const numeroDe = (u: Usager, partage: number): string | undefined =>
    u.telephones.find((t) => parNumero.get(t)?.length === partage);
  const parmi = <T>(liste: readonly T[]): T | undefined => liste[tirer(liste.length)];
  const usagers = new Map(d.usagers.map((u) => [u.id, u]));
  const aides = new Map(d.aides.map((a) => [a.id, a]));
  const ecart = (i: Intervention): number => Math.abs(ecartSecondes(maintenant, i.visite?.debut ?? maintenant));
  const attendues = d.visites.filter((i) => estSansAppel(i) && ecart(i) < PROCHE_S);

  const choisir = (convient: (u: Usager) => boolean): Choix => {
    const visite = parmi(
      attendues.filter((i) => {
        const u = usagers.get(i.usagerId);
        return u !== undefined && convient(u) && aides.has(i.intervenantId);
      }),
    );
    if (visite) {
      attendues.splice(attendues.indexOf(visite), 1);
      return { usager: usagers.get(visite.usagerId), aide: aides.get(visite.intervenantId) };
    }
    return { usager: parmi(d.usagers.filter(convient)), aide: parmi(d.aides) };
  };
  const seul = (u: Usager): boolean => numeroDe(u, 1) !== undefined;
  const couple = (u: Usager): boolean => numeroDe(u, 2) !== undefined;
  const code = (u: Usager): boolean => u.codeUsager !== undefined;
  const CONVIENT: Record<IdExercice, (u: Usager) => boolean> = {
    POINTER_ARRIVEE: seul,
    COUPLE: couple,
    NUMERO_MASQUE: code,
    CORRIGER: seul,
    CODE_ERRONE: seul,
  };

  return EXERCICES.map((id): Exercice => {
    const { usager, aide } = choisir(CONVIENT[id]);
    if (!usager || !aide) return { id, manque: MANQUES[id] };
    const numero = id === 'NUMERO_MASQUE' ? undefined : numeroDe(usager, id === 'COUPLE' ? 2 : 1);
    const gens = numero === undefined ? [usager] : (parNumero.get(numero) ?? []);
    return {
      id,
      ...(id === 'CODE_ERRONE' ? {} : { aide: { nom: nomComplet(aide), code: aide.codeSvi } }),
      usager: { id: usager.id, nom: gens.map(nomComplet).join(' et '), ...(numero === undefined ? {} : { numero }) },
      ...(id === 'NUMERO_MASQUE' && usager.codeUsager !== undefined ? { codeUsager: usager.codeUsager } : {}),
    };
  });
};

export const lireExercices = async (
  m: Magasin,
  antenne: Antenne,
  maintenant: Instant,
  tirer: (n: number) => number,
): Promise<Exercice[]> => {
  const base = baseAntenne(antenne);
  const jour = dateParis(maintenant);
  const [usagers, aides, visites] = await Promise.all([
    plageType(m, 'usager', { base }),
    plageType(m, 'intervenant', { base }),
    lireInterventions(m, antenne, jour, jour),
  ]);
  return composerExercices(
    {
      usagers: usagers.filter((u) => u.absentDepuis === undefined && antenneAu(u, jour) === antenne),
      aides: aides.filter((a) => a.absentDepuis === undefined && a.antenne === antenne && valableLe(a, jour)),
      visites,
    },
    maintenant,
    tirer,
  );
};
