'use client';

import Link from 'next/link';
import { type ReactNode, useId, useRef } from 'react';
import { heure } from '#shared/mots/dates';
import { adresseVisite } from '../../../_ui/adresses/fiches';
import { BadgeLigne } from '../../../_ui/mots/badge-statut';
import { lieuDeFiche } from '../../corrections';
import { ChampHeure, Dits, EnregistrerFiche, NonEnregistree } from './champs-ligne';
import { BadgeFiche } from './etat-fiche';
import { type Envoi, useLigne } from './ligne';
import type { Heures } from './lire';
import type { VisiteAFicher } from './visites';

type Props = { visite: VisiteAFicher } & Envoi;

/** One visit of the aide's day: its hours typed, or known already. */
export const LigneFiche = ({ visite: v, ...envoi }: Props) => {
  const dit = useId();
  const { ligne: l } = v;
  const rang = useRef<HTMLTableRowElement>(null);
  const { usagerId } = l.retenue;
  const etat = useLigne(envoi, rang, {
    lieu: lieuDeFiche(l),
    usagerId,
    cible: () => ({ usagerId, visite: v }),
  });
  const valider = (depuis: HTMLElement): void => {
    if (etat.vide) envoi.passer(depuis);
    else void etat.valider(depuis);
  };
  const effacer = (): void => {
    etat.effacer();
    rang.current?.querySelector<HTMLElement>('input:not([readonly])')?.focus();
  };
  const pour = `${l.usager}${l.prevu ? `, ${heure(l.prevu.debut)}` : ''}`;
  const champ = (cote: keyof Heures, debut: boolean): ReactNode =>
    !v.ouverte || etat.envoi ? (
      <b>{heure(v[cote]) || (etat.envoi ? '…' : '—')}</b>
    ) : (
      <ChampHeure
        cote={cote}
        pour={pour}
        exemple={heure(cote === 'arrivee' ? l.prevu?.debut : l.prevu?.fin)}
        l={etat}
        debut={debut}
        connue={v[cote] && heure(v[cote])}
        dit={dit}
        valider={valider}
      />
    );
  const derniere = v.fiches.at(-1);
  // What was typed and has not left yet answers for the visit: what it was before is no longer so.
  const attend = derniere?.etat === 'ATTENTE' && !v.ouverte;
  const commencee = v.ouverte && !etat.vide && !etat.envoi;
  return (
    <>
      <tr ref={rang} data-visite={v.cle} data-usager={usagerId} className={v.ouverte ? undefined : 'fiche--faite'}>
        <td className="num">
          {l.prevu ? `${heure(l.prevu.debut)} – ${heure(l.prevu.fin)}` : <span className="discret">non prévue</span>}
        </td>
        <td className="ou">
          <span className="nom">{l.usager}</span>
          <span className="discret"> {l.adresse}</span>
        </td>
        <td className="num">{champ('arrivee', v.arrivee === undefined)}</td>
        <td className="num">{champ('depart', v.arrivee !== undefined)}</td>
        <td>
          {commencee ? (
            <NonEnregistree lues={etat.lues} />
          ) : (
            <span className="statuts">
              {attend ? null : <BadgeLigne ligne={l} court />}
              {derniere && (derniere.etat !== 'RECUE' || !l.retenue.debut) ? <BadgeFiche etat={derniere.etat} /> : null}
            </span>
          )}
        </td>
        <td className="action">
          {commencee ? <EnregistrerFiche pour={pour} effacer={effacer} valider={valider} /> : null}
          <Link href={adresseVisite(l)} aria-label={`Voir la visite : ${pour}`}>
            {v.ouverte || l.retenue.intervention.couverture ? 'Voir' : 'Corriger'}
          </Link>
        </td>
      </tr>
      {derniere?.etat === 'REFUSEE' ? (
        <tr className="fiche__dits">
          <td colSpan={6}>
            <p className="fiche__faute">Fiche refusée : {derniere.raison}</p>
          </td>
        </tr>
      ) : null}
      <Dits id={dit} l={etat} colonnes={6} />
    </>
  );
};
