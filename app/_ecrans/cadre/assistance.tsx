'use client';

import { Fragment } from 'react';
import { lecteurParametres } from '#shared/contrats/exploitation/parametre';
import { telephone } from '#shared/mots/textes';
import { useAujourdhui, useDepot, usePoste } from '../../_donnees/lecture/hooks';
import { useService } from '../../_donnees/serveur/service';
import { SignalerIncident } from '../exploitation';

const Pied = ({ numero, heures }: { numero: string; heures: string }) => (
  <p className="cadre__assistance">
    Assistance {numero === '' ? null : <span className="num">{telephone(numero)}</span>}
    <span className="discret">
      {/* A line may end after a comma, never within a span of hours: a dash lets it. */}
      {heures.split(/(?<=,)\s/).map((partie, n) => (
        <Fragment key={partie}>
          {n > 0 ? ' ' : ''}
          <span className="entier">{partie}</span>
        </Fragment>
      ))}
    </span>
  </p>
);

/** Whom to call and when, and how to report what does not go: at the foot of the menu, on every screen. */
export const Assistance = () => {
  const poste = usePoste();
  const { parametres } = useDepot();
  return (
    <>
      <Pied {...lecteurParametres(parametres)(useAujourdhui()).assistance} />
      <SignalerIncident poste={poste} />
    </>
  );
};

/** The same for who keeps nothing on this PC. */
export const AssistanceLegere = () => {
  const assistance = useService()?.assistance;
  return (
    <>
      {assistance ? <Pied {...assistance} /> : null}
      <SignalerIncident />
    </>
  );
};
