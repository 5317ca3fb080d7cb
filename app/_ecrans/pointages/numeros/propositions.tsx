'use client';

import { Text } from '@mantine/core';
import { useMemo } from 'react';
import type { Proposition } from '#shared/contrats/pointages/derives';
import type { Geste } from '#shared/contrats/pointages/rattachement';
import { dateBreve } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { telephone } from '#shared/mots/textes';
import { dateParis } from '#shared/temps/paris';
import { useAujourdhui } from '../../../_donnees/lecture/hooks';
import { useListe } from '../../../_ui/liste/liste';
import { PlaceDuPanneau, useLarge } from '../../../_ui/premiere-visite/panneau-vide';
import { BoutonTouches } from '../../../_ui/touches/bouton-touches';
import { appelsDuNumero } from './appels/appels-numero';
import type { Donnees } from './donnees';
import { useAgirAussitot } from './gestes/agir';
import { GestesRecents } from './gestes/gestes-recents';
import { PanneauProposition } from './gestes/panneau-proposition';
import { aProposer } from './suspens';

/** Aides who called from a number, from the visits that this PC has; most calls first. */
const aidesDuNumero = (d: Donnees, numero: string): string[] => {
  const n = new Map<string, number>();
  for (const { intervention: i } of appelsDuNumero(d.etat.jours, numero))
    n.set(i.intervenantId, (n.get(i.intervenantId) ?? 0) + 1);
  return [...n].sort((a, b) => b[1] - a[1]).map(([id]) => d.nomAide(id));
};

type Props = { donnees: Donnees; choisie: string | undefined; choisir: (cle: string | undefined) => void };

/** [PT-8] Numbers from which every call was about the same usager: theirs, or not. */
export const Propositions = ({ donnees: d, choisie, choisir }: Props) => {
  const aujourdhui = useAujourdhui();
  const agir = useAgirAussitot();
  const liste = useMemo(() => aProposer(d.propositions, d.connus, aujourdhui), [d.propositions, d.connus, aujourdhui]);
  const cles = useMemo(() => liste.map((p) => p._id), [liste]);
  const repondre = (geste: Geste) => (cle: string) => {
    const p = liste.find((x) => x._id === cle);
    if (p) agir([{ geste, numero: p.numero, usagerId: p.usagerId }]);
  };
  const lignes = useListe(cles, choisie, choisir, {
    entree: repondre('RATTACHER'),
    fermer: () => choisir(undefined),
    lettres: { r: repondre('RATTACHER'), n: repondre('ECARTER') },
  });
  const ouverte = liste.find((p) => p._id === choisie);
  const aides = (p: Proposition): string => {
    const noms = aidesDuNumero(d, p.numero);
    return noms.length > 2 ? `${noms[0]} et ${pluriel(noms.length - 1, 'autre')}` : noms.join(', ');
  };
  const place = useLarge() && liste.length > 0;
  return (
    <div className={ouverte || place ? 'ecran__corps ecran__corps--deux' : 'ecran__corps'}>
      <div className="numeros__liste">
        <p className="invisible" role="status">
          {pluriel(liste.length, 'proposition')}
        </p>
        {liste.length === 0 ? (
          <div className="vide defile">
            <Text fw={600}>Aucune proposition</Text>
            <Text size="sm" c="dimmed">
              Quand trois appels d’un même numéro inconnu portent tous le code du même usager, ce numéro vous est
              proposé ici.
            </Text>
          </div>
        ) : (
          <div className="defile">
            {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its lines are chosen by ↑ ↓ */}
            <table className="liste" role="grid" data-testid="propositions">
              <caption className="invisible">Numéros à rattacher, les plus récents d’abord</caption>
              <thead>
                <tr>
                  <th scope="col">Numéro</th>
                  <th scope="col">Usager</th>
                  <th scope="col" className="num">
                    Appels
                  </th>
                  <th scope="col">Aide</th>
                  <th scope="col" className="num">
                    Depuis
                  </th>
                </tr>
              </thead>
              <tbody ref={lignes.corps}>
                {liste.map((p) => (
                  <tr key={p._id} className="ligne" onClick={() => lignes.focaliser(p._id)} {...lignes.ligne(p._id)}>
                    <td className="nom numeros__numero">{telephone(p.numero)}</td>
                    <td className="nom">{d.nomUsager(p.usagerId)}</td>
                    <td className="num">{p.pointages}</td>
                    <td className="liste__coupe">{aides(p)}</td>
                    <td className="num">{dateBreve(dateParis(p.premier), aujourdhui)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        <GestesRecents donnees={d} />
        <p className="raccourcis">
          <kbd>↑</kbd> <kbd>↓</kbd> ouvrir une proposition · <kbd>Entrée</kbd> ou <kbd>R</kbd> rattacher celle qui est
          ouverte · <kbd>N</kbd> ce n’est pas son numéro · <kbd>Ctrl Z</kbd> annuler
          <BoutonTouches ecran="numeros" />
        </p>
      </div>
      {ouverte ? (
        <PanneauProposition
          key={ouverte._id}
          donnees={d}
          proposition={ouverte}
          repondre={(geste) => repondre(geste)(ouverte._id)}
          fermer={() => {
            choisir(undefined);
            lignes.focaliser(ouverte._id);
          }}
        />
      ) : place ? (
        <PlaceDuPanneau />
      ) : null}
    </div>
  );
};
