'use client';

import { Text } from '@mantine/core';
import { useMemo } from 'react';
import { estSansTelephone } from '#shared/contrats/pointages/pointage';
import { dateBreve, heure } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { telephone } from '#shared/mots/textes';
import { dateParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { maintenant } from '../../../_donnees/base/horloge';
import { useAujourdhui } from '../../../_donnees/lecture/hooks';
import { useListe } from '../../../_ui/liste/liste';
import { PlaceDuPanneau, useLarge } from '../../../_ui/premiere-visite/panneau-vide';
import { BoutonTouches } from '../../../_ui/touches/bouton-touches';
import { lignesAutour, resteAFaire } from './autour';
import type { Donnees } from './donnees';
import { EtatGeste } from './gestes/etat-geste';
import { GestesRecents } from './gestes/gestes-recents';
import { PanneauGroupe } from './gestes/panneau-groupe';
import { type Groupe, grouper } from './groupes';
import { type Suggestion, suggerer } from './suggestions';

const AUCUNE: readonly Suggestion[] = [];

const titreDe = (g: Groupe): string => {
  if (g.genre === 'MASQUE') return g.attentes.every(estSansTelephone) ? 'Sans téléphone' : 'Numéro masqué';
  if (g.genre === 'AIDE') return 'Aide inconnue';
  return telephone(g.numero ?? '');
};

type Props = { donnees: Donnees; choisie: string | undefined; choisir: (cle: string | undefined) => void };

/** [PT-5] Numbers that nobody knows, codes of no known aide, withheld numbers: who calls, and whom it is probably about. */
export const Inconnus = ({ donnees: d, choisie, choisir }: Props) => {
  const aujourdhui = useAujourdhui();
  const groupes = useMemo(
    () => grouper(resteAFaire(d.etat, d.attentes), d.connus, maintenant()),
    [d.etat, d.attentes, d.connus],
  );
  const lignes = useMemo(() => lignesAutour(d.etat, d.attentes), [d.etat, d.attentes]);
  const suggestions = useMemo(
    () => new Map(groupes.map((g) => [g.cle, suggerer(g.attentes, lignes, d.parametresAu)])),
    [groupes, lignes, d.parametresAu],
  );
  const cles = useMemo(() => groupes.map((g) => g.cle), [groupes]);
  const liste = useListe(cles, choisie, choisir, {
    entree: () =>
      document
        .querySelector<HTMLElement>('.panneau input, .panneau a, .panneau > :not(.panneau__tete) button')
        ?.focus(),
    fermer: () => choisir(undefined),
  });
  const groupe = groupes.find((g) => g.cle === choisie);
  const quand = (i: Instant): string => `${dateBreve(dateParis(i), aujourdhui)} ${heure(i)}`;
  const suivant = (): void => {
    const aFaire = groupes.filter((g) => g.rattache === undefined && g.cle !== choisie);
    const apres = aFaire[0]?.cle;
    choisir(apres);
    liste.focaliser(apres ?? choisie);
  };

  const place = useLarge() && groupes.length > 0;
  return (
    <div className={groupe || place ? 'ecran__corps ecran__corps--deux' : 'ecran__corps'}>
      <div className="numeros__liste">
        <p className="invisible" role="status">
          {pluriel(groupes.filter((g) => g.rattache === undefined).length, 'numéro')} en attente
        </p>
        {groupes.length === 0 ? (
          <div className="vide defile">
            <Text fw={600}>Aucun numéro n’attend</Text>
            <Text size="sm" c="dimmed">
              Chaque appel reçu a trouvé son usager. Quand une aide appelle d’un numéro inconnu et tape dièse, l’appel
              s’affiche ici aussitôt.
            </Text>
          </div>
        ) : (
          <div className="defile">
            {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its lines are chosen by ↑ ↓ */}
            <table className="liste" role="grid" data-testid="inconnus">
              <caption className="invisible">
                Appels sans usager, par numéro, ce qui reste à faire d’abord, puis les plus récents
              </caption>
              <thead>
                <tr>
                  <th scope="col">Numéro</th>
                  <th scope="col" className="num">
                    Appels
                  </th>
                  <th scope="col">Aide</th>
                  <th scope="col" className="num liste__large">
                    Premier
                  </th>
                  <th scope="col" className="num">
                    Dernier
                  </th>
                  <th scope="col">Usager probable</th>
                </tr>
              </thead>
              <tbody ref={liste.corps}>
                {groupes.map((g) => {
                  const [probable] = suggestions.get(g.cle) ?? AUCUNE;
                  const [aide, ...autres] = g.aides;
                  return (
                    <tr key={g.cle} className="ligne" onClick={() => liste.focaliser(g.cle)} {...liste.ligne(g.cle)}>
                      <td className={g.genre === 'NUMERO' || g.genre === 'MOBILE' ? 'nom numeros__numero' : 'nom'}>
                        {titreDe(g)}
                      </td>
                      <td className="num">{g.attentes.length}</td>
                      <td className="liste__coupe">
                        {d.nomAide(aide?.id)}
                        {autres.length > 0 ? (
                          <span className="discret"> et {pluriel(autres.length, 'autre')}</span>
                        ) : null}
                      </td>
                      <td className="num liste__large">{quand(g.premier)}</td>
                      <td className="num">{quand(g.dernier)}</td>
                      <td className="liste__coupe">
                        {g.rattache ? (
                          <>
                            <EtatGeste envoye={g.rattache.envoye} court={groupe !== undefined || place} />{' '}
                            {d.nomUsager(g.rattache.usagerId)}
                          </>
                        ) : probable && g.genre !== 'AIDE' ? (
                          d.nomUsager(probable.usagerId)
                        ) : (
                          <span className="discret">
                            {g.genre === 'AIDE' ? d.nomUsager(g.attentes[0]?.usagerId) : '—'}
                          </span>
                        )}
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
        )}
        <GestesRecents donnees={d} />
        <p className="raccourcis">
          <kbd>↑</kbd> <kbd>↓</kbd> changer de ligne · <kbd>Entrée</kbd> ouvrir, puis rattacher à l’usager choisi ·{' '}
          <kbd>Échap</kbd> revenir · <kbd>Ctrl Z</kbd> annuler
          <BoutonTouches ecran="numeros" />
        </p>
      </div>
      {groupe ? (
        <PanneauGroupe
          key={groupe.cle}
          donnees={d}
          groupe={groupe}
          titre={titreDe(groupe)}
          suggestions={suggestions.get(groupe.cle) ?? AUCUNE}
          lignes={lignes}
          revenir={() => liste.focaliser(groupe.cle)}
          fermer={() => {
            choisir(undefined);
            liste.focaliser(groupe.cle);
          }}
          fait={suivant}
        />
      ) : place ? (
        <PlaceDuPanneau />
      ) : null}
    </div>
  );
};
