'use client';

import { lecteurParametres } from '#shared/contrats/parametre';
import { useAujourdhui, useDepot } from '../../_data/hooks';
import { telephone } from '../../_ui/formats';

/** Whom to call when the extranet does not go: at the foot of the menu, once there is a number. */
export const Assistance = () => {
  const { parametres } = useDepot();
  const { numero, heures } = lecteurParametres(parametres)(useAujourdhui()).assistance;
  if (numero === '') return null;
  return (
    <p className="cadre__assistance">
      Assistance <span className="num">{telephone(numero)}</span>
      <span className="discret">{heures}</span>
    </p>
  );
};
