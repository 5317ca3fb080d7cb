import { RAISONS_ATTENTE } from '#shared/contrats/pointages/derives';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { dateEtHeure, moisEnMots } from '#shared/mots/dates';
import { nombreEntier } from '#shared/mots/nombres';
import { minuscule } from '#shared/mots/textes';
import { horlogeSysteme } from '../../../ports/horloge';
import {
  antennesVoulues,
  argument,
  avecMagasin,
  type ContexteCli,
  lireMois,
  rendre,
} from '../../../socle/cli/contexte';
import { direCompte } from '../../../store/inventaire/mots';
import { dresserInventaire, type InventaireDresse } from '../inventaire/dresser';
import type { LigneInventaire } from '../inventaire/equilibrer';
import { direLigne } from '../inventaire/exiger';

const listerComptes = (c: Readonly<Record<string, number>>): string =>
  Object.entries(c)
    .map(([quoi, n]) => `${nombreEntier(n)} (${quoi})`)
    .join(', ');

const exemples = (mot: string, ids: readonly string[]): string =>
  ids.length > 0 ? ` ; ${mot} ${ids.slice(0, 3).join(', ')}` : '';

const ligne = (l: LigneInventaire): string =>
  `    ${direCompte(l.type, l.recus, l.lus)}${l.egal ? '' : `  ← DIFFÉRENCE${exemples('manque', l.manquants)}${exemples('en trop', l.enTrop)}`}`;

const raisons = (attente: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(attente).map(([r, n]) => [minuscule(RAISONS_ATTENTE[r as keyof typeof RAISONS_ATTENTE] ?? r), n]),
  );

const devenir = ({ antenne, clos, inventaire }: InventaireDresse['antennes'][number]): string[] => {
  const titre = `  ${libelleAntenne(antenne)}${clos ? ' (clos)' : ''}`;
  if (!inventaire) return [`${titre} : clos avant l’inventaire`];
  const { recus, payes, nonPayes, ecartes, attente } = inventaire.pointages;
  const suites = [
    `${nombreEntier(payes)} dans des visites retenues`,
    ...(Object.keys(nonPayes).length > 0 ? [`visites non retenues ${listerComptes(nonPayes)}`] : []),
    ...(Object.keys(ecartes).length > 0 ? [`écartés ${listerComptes(ecartes)}`] : []),
    ...(Object.keys(attente).length > 0 ? [`en attente ${listerComptes(raisons(attente))}`] : []),
  ];
  return [titre, `    pointages des visites : ${nombreEntier(recus)} ; ${suites.join(' ; ')}`];
};

const enFrancais = (i: InventaireDresse): string[] => [
  `Inventaire ${moisEnMots(i.mois)}${i.ouvertLe ? `, ouvert le ${dateEtHeure(i.ouvertLe)}` : ', pas encore ouvert'}`,
  ...(i.complet ? [] : ['  Ce mois précède son ouverture : seul ce qui a été accusé depuis est comparé.']),
  '  Tout le service',
  ...i.lignes.filter((l) => l.antenne === undefined).map(ligne),
  ...i.antennes.flatMap((a) => [...devenir(a), ...i.lignes.filter((l) => l.antenne === a.antenne).map(ligne)]),
  ...i.perdus.map((p) => `  ${direLigne({ ...p, type: 'pointage' })}  ← DIFFÉRENCE`),
  i.juste
    ? 'L’inventaire tombe juste.'
    : 'L’inventaire ne tombe PAS juste : ne rien clore, et suivre le runbook « inventaire ».',
];

export const executer = async (c: ContexteCli): Promise<number> => {
  const commande = { mois: lireMois(argument(c, 0, 'le mois (AAAA-MM)')) };
  const r = await avecMagasin(c, (magasin) =>
    dresserInventaire(
      { magasin, horloge: horlogeSysteme, rattraper: c.rattraper(magasin) },
      {
        ...commande,
        antennes: antennesVoulues(c),
      },
    ),
  );
  const code = rendre(c, r, enFrancais);
  return r.ok && !r.valeur.juste ? 1 : code;
};
