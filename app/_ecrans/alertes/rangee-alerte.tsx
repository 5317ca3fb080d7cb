import { Button } from '@mantine/core';
import Link from 'next/link';
import type { KeyboardEvent, ReactNode } from 'react';
import { traitsAlerte } from '#shared/contrats/exploitation/alerte';
import type { Vues } from '#shared/domain/alerte/acquittements';
import { dateBreve } from '#shared/mots/dates';
import { dateParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { EtatDepot } from '../../_donnees/depot/etat-depot';
import { Appeler } from '../../_ui/appeler';
import type { Liste } from '../../_ui/liste/liste';
import { Icone } from '../../_ui/mots/icones';
import type { AlerteDite } from './phrases';
import { direLigne, type LigneDite } from './phrases-lignes';
import { estSeule, type Rangee } from './rangees';
import { VuePar } from './vue-par';

export type Dite = LigneDite & Partial<Pick<AlerteDite, 'appels' | 'seconde'>>;

/** One fact is said in its sentence, several together. */
export const direRangee = (r: Rangee, e: EtatDepot, maintenant: Instant, dire: (r: Rangee) => AlerteDite): Dite =>
  r.quoi === 'FAIT' || estSeule(r.ligne) ? dire(r) : direLigne(r.ligne, e, dateParis(maintenant));

type Props = {
  rangee: Rangee;
  dite: Dite;
  etat: EtatDepot;
  maintenant: Instant;
  vues: Vues;
  nonRecus: ReadonlySet<string>;
  cochee: boolean;
  ligne: Omit<ReturnType<Liste['ligne']>, 'onKeyDown'>;
  surTouche: (ev: KeyboardEvent<HTMLElement>) => void;
  ouvrir: () => void;
  marquer: () => void;
};

const Quand = ({ rangee: { alertes }, etat, maintenant, vues, nonRecus }: Props): ReactNode => {
  const [premiere] = alertes;
  const vue = vues(premiere);
  const jour = dateParis(maintenant);
  if (!vue || alertes.length > 1) return dateBreve(premiere.depuis, jour);
  return <VuePar vue={vue} etat={etat} jour={jour} enAttente={nonRecus.has(vue._id)} />;
};

/** One line of the table: what it is in two words, the fact, and what can be done of it. The whole of it opens. */
export const RangeeAlerte = (p: Props) => {
  const { rangee, dite, vues, cochee, ligne, surTouche, ouvrir, marquer } = p;
  const plusieurs = rangee.quoi === 'LIGNE' && !estSeule(rangee.ligne);
  const ouverte = rangee.quoi === 'LIGNE' && rangee.ouverte;
  const [premiere] = rangee.alertes;
  return (
    <tr
      className={`ligne${rangee.quoi === 'FAIT' ? ' alertes__fait' : ''}`}
      {...ligne}
      aria-selected={cochee}
      onKeyDown={surTouche}
      onClick={ouvrir}
    >
      <td className="liste__texte">
        {cochee ? <Icone nom="coche" taille={14} /> : null}{' '}
        {plusieurs ? (
          <>
            <Icone nom={ouverte ? 'bas' : 'droite'} taille={14} />
            {/* A line of a grid may not say by an attribute that it unfolds: it says so in words. */}
            <span className="invisible">{ouverte ? 'Déplié : ' : 'Replié : '}</span>
          </>
        ) : null}{' '}
        {/* Its sentence says the rest well enough: one line each. */}
        {traitsAlerte(premiere.genre)?.urgente && rangee.quoi === 'LIGNE' ? (
          <b className="alertes__titre--urgent">{dite.titre} </b>
        ) : null}
        {dite.phrase}
      </td>
      <td className="alertes__quand">
        <Quand {...p} />
      </td>
      <td className="action">
        {dite.appels?.map((a) => (
          <Appeler key={a.numero} {...a} horsTab />
        ))}
        {[{ lien: dite.lien, ou: dite.ou }, dite.seconde].map((l) =>
          l?.lien === undefined ? null : (
            <Link key={l.ou} href={l.lien} tabIndex={-1} onClick={(ev) => ev.stopPropagation()}>
              {l.ou}
            </Link>
          ),
        )}
        <Button
          size="compact-xs"
          variant="default"
          tabIndex={-1}
          aria-label={`${vues(premiere) ? 'Remettre à voir' : 'Marquer comme vue'} : ${dite.phrase}`}
          onClick={(ev) => {
            ev.stopPropagation();
            marquer();
          }}
        >
          {vues(premiere) ? 'Remettre à voir' : 'Vue'}
        </Button>
      </td>
    </tr>
  );
};
