import type { Antenne } from '#shared/contrats/commun';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import { lecteurParametres } from '#shared/contrats/exploitation/parametre';
import { idIntervenant, idIntervention } from '#shared/contrats/ids';
import { indexerCorrections, suivreCorrections } from '#shared/domain/intervention/cibles';
import { retenir } from '#shared/domain/intervention/retenir';
import { VISITES_MAX, type VisitesPilotage } from '#shared/pilotage/contrat';
import type { LignePilotage } from '#shared/pilotage/lignes';
import { compteChez } from '#shared/pilotage/mesures';
import { ajouterJours } from '#shared/temps/paris';
import type { DateCivile, Mois } from '#shared/temps/types';
import type { Horloge } from '../../../ports/horloge';
import { lireCorrections, lireParametres, lireVerdicts } from '../../../store/lectures/connus';
import { lireDispenses } from '../../../store/lectures/dispenses';
import type { Magasin } from '../../../store/lire';
import { clesType } from '../../../store/types';
import { nomsDesAuteurs } from '../../acces';
import { expliquerRetenue } from '../../dossiers';
import { lireJoursPilotage, lireNoms } from './lire';

/** Whose visits: of a day, of a usager, or of an aide. */
export type ChoixVisites = { jour: DateCivile } | { usager: string } | { aide: string };

/** A correction bears the date that its visit had: the visit may have been paired again since. */
const AUTOUR_J = 31;

const estDe =
  (choix: ChoixVisites) =>
  (date: DateCivile, l: LignePilotage): boolean => {
    if ('jour' in choix) return choix.jour === date;
    return 'usager' in choix
      ? compteChez(l, (q) => q.usagerId, choix.usager)
      : compteChez(l, (q) => q.intervenantId, choix.aide);
  };

/** Of whom they are: the first visit may be another's, whose calls were theirs. */
const nommer = async (m: Magasin, antenne: Antenne, choix: ChoixVisites): Promise<Pick<VisitesPilotage, 'nom'>> => {
  if ('jour' in choix) return {};
  const deLUsager = 'usager' in choix;
  const noms = await lireNoms(m, antenne, {
    usagers: deLUsager ? [choix.usager] : [],
    intervenants: deLUsager ? [] : [choix.aide],
  });
  return { nom: deLUsager ? noms.usager(choix.usager) : noms.intervenant(choix.aide) };
};

const rang = (i: Intervention): string =>
  `${i.date} ${i.visite?.debut ?? i.arrivee?.instant ?? i.depart?.instant ?? ''}`;

/** The visits behind a figure of an antenna's month, as they are retained now; one that was paired again since is no longer there. */
export const lireVisitesPilotage = async (
  { magasin, horloge }: { magasin: Magasin; horloge: Horloge },
  { antenne, mois, choix }: { antenne: Antenne; mois: Mois; choix: ChoixVisites },
): Promise<VisitesPilotage> => {
  const convient = estDe(choix);
  const voulues = (await lireJoursPilotage(magasin, antenne, mois)).flatMap(({ date, lignes }) =>
    lignes.filter((l) => convient(date, l)).map((l) => ({ date, id: idIntervention(date, l.id) })),
  );
  const [premiere, derniere] = [voulues[0]?.date, voulues.at(-1)?.date];
  if (premiere === undefined || derniere === undefined) return { visites: [], total: 0 };
  const lues = await clesType(
    magasin,
    'intervention',
    voulues.slice(0, VISITES_MAX).map((v) => v.id),
    { antenne },
  );
  const interventions = lues.flatMap((i) => i ?? []).sort((a, b) => (rang(a) < rang(b) ? -1 : 1));
  const autour = [ajouterJours(premiere, -AUTOUR_J), ajouterJours(derniere, AUTOUR_J)] as const;
  const correctionsDe = indexerCorrections(
    suivreCorrections(
      await lireCorrections(magasin, antenne, ...autour),
      await lireVerdicts(magasin, antenne, ...autour),
    ),
  );
  const contexte = { maintenant: horloge(), parametresAu: lecteurParametres(await lireParametres(magasin)) };
  const retenues = interventions.map((i) => retenir(i, correctionsDe(i), contexte));
  const ids = [...new Set(retenues.map((r) => r.intervenantId))];
  const aides = await clesType(magasin, 'intervenant', ids.map(idIntervenant), { antenne });
  const dispenses = await lireDispenses(magasin, antenne, retenues);
  const auteurs = await nomsDesAuteurs(magasin, [antenne]);
  const noms = await lireNoms(magasin, antenne, { usagers: retenues.map((r) => r.usagerId), intervenants: [] });
  return {
    ...(await nommer(magasin, antenne, choix)),
    total: voulues.length,
    visites: retenues.map((r) => ({
      ...expliquerRetenue(r, { antenne, aide: aides[ids.indexOf(r.intervenantId)], dispenses, auteurs }),
      id: r.intervention._id,
      usager: noms.usager(r.usagerId),
    })),
  };
};
