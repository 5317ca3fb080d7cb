'use client';

import Link from 'next/link';
import { useEffect, useState } from 'react';
import { Icone } from '../../_ui/mots/icones';

const CLE = 'tg.cloture.retour';

/** Left behind by the closing screen as one goes from it to settle something. */
export const partirDeLaCloture = (): void => {
  sessionStorage.setItem(CLE, `${location.pathname}${location.search}`);
};

/** Another screen chosen in the menu: one is no longer on one's way back. */
export const oublierLaCloture = (): void => sessionStorage.removeItem(CLE);

/** The way back to the closing, where one came from it. */
export const RetourCloture = () => {
  const [vers, setVers] = useState<string>();
  useEffect(() => setVers(sessionStorage.getItem(CLE) ?? undefined), []);
  if (!vers?.startsWith('/cloture/')) return null;
  return (
    <Link href={vers} prefetch={false} className="usager__retour" onClick={oublierLaCloture}>
      <Icone nom="gauche" /> Retour à la clôture
    </Link>
  );
};
