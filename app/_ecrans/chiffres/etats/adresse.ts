import { usePathname, useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import type { Session } from '#shared/contrats/acces/compte';
import type { Antenne } from '#shared/contrats/commun';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { antennesDesEtats } from '#shared/droits/droits';
import { type DefinitionEtat, type DemandeEtat, demandeEtatRecueSchema } from '#shared/etats/contrat';
import { type Bornes, periodeDe, periodeVoisine } from '#shared/etats/periodes';
import type { DateCivile } from '#shared/temps/types';
import { requeteDe } from '../../../_donnees/lecture/etats';
import { useAujourdhui, usePosteOuvert, useSession } from '../../../_donnees/lecture/hooks';

/** The period proposed: the last whole month, else the one that runs. */
export const periodeProposee = (d: Pick<DefinitionEtat, 'periodes'>, aujourdhui: DateCivile): Bornes => {
  const genre = d.periodes[0] ?? 'mois';
  const ici = periodeDe(genre, aujourdhui);
  return genre === 'mois' ? periodeVoisine(genre, ici, -1) : ici;
};

/** What the address asks for; what it does not say, or says wrong, is what the state proposes. */
export const demandeDe = (
  q: URLSearchParams,
  definition: DefinitionEtat,
  parDefaut: { antenne: DemandeEtat['antenne']; aujourdhui: DateCivile; permises: readonly string[] },
): DemandeEtat => {
  const dit = (cle: string): string | undefined => q.get(cle) || undefined;
  const proposee = periodeProposee(definition, parDefaut.aujourdhui);
  const permise = (a: string | undefined) => (a !== undefined && parDefaut.permises.includes(a) ? a : undefined);
  const bornes = dit('du') !== undefined && dit('au') !== undefined ? { du: dit('du'), au: dit('au') } : proposee;
  const choix = definition.parametres.flatMap((p) => (dit(p.cle) === undefined ? [] : [[p.cle, dit(p.cle)]]));
  const antenne = permise(dit('antenne')) ?? parDefaut.antenne;
  const lue = demandeEtatRecueSchema.safeParse({
    etat: definition.id,
    antenne,
    ...bornes,
    ...Object.fromEntries(choix),
  });
  return lue.success ? lue.data : { etat: definition.id, antenne: parDefaut.antenne, ...proposee };
};

export const adresseDe = (chemin: string, d: DemandeEtat, cle?: string): string =>
  `${chemin}?${requeteDe({ ...d, cle })}`;

/** The antennas that one may ask for: hers, and all together where all are hers. */
export const antennesPossibles = (siennes: readonly string[]): readonly string[] =>
  siennes.length === codesAntennes().length ? ['TOUTES', ...siennes] : siennes;

/** What is still to be chosen before there is anything to compute. */
export const manquant = (definition: DefinitionEtat, d: DemandeEtat): string | undefined =>
  definition.parametres.find((p) => p.obligatoire && d[p.cle] === undefined)?.titre;

/** What the address asks of a state: all the antennas together of who may read them all; of another, that where she works. */
export const contexteDe = (session: Session, antenne: Antenne | undefined) => {
  const permises = antennesPossibles(antennesDesEtats(session));
  return { permises, antenne: permises.includes('TOUTES') || antenne === undefined ? ('TOUTES' as const) : antenne };
};

/** The address of this screen, and how it changes. */
export const useAdresse = () => {
  const chemin = usePathname();
  const recherche = useSearchParams();
  const session = useSession();
  const poste = usePosteOuvert();
  const aujourdhui = useAujourdhui();
  const contexte = useMemo(() => contexteDe(session, poste?.antenne), [session, poste]);
  return {
    recherche,
    ...contexte,
    aujourdhui,
    etat: recherche.get('etat') ?? undefined,
    selection: recherche.get('selection') ?? undefined,
    cle: recherche.get('cle') ?? undefined,
    aller: (d: DemandeEtat, cle?: string): void => history.pushState(null, '', adresseDe(chemin, d, cle)),
    remplacer: (d: DemandeEtat): void => history.replaceState(null, '', adresseDe(chemin, d)),
    quitter: (): void => history.pushState(null, '', chemin),
  };
};
