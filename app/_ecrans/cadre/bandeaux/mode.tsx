'use client';

import './mode.css';
import Link from 'next/link';
import type { ModeFictif } from '#shared/contrats/acces/compte';
import { usePoste, useSession, useSync } from '../../../_donnees/lecture/hooks';
import { Icone } from '../../../_ui/mots/icones';

const MARQUES: Readonly<Record<ModeFictif, string>> = {
  formation: 'Mode formation : données fictives',
  demonstration: 'Mode démonstration : données fictives',
};

/** Never hidden, never closed: nobody may take an invented service for the real one. */
export const MarqueMode = () => {
  const { mode } = useSession();
  return mode ? (
    <p className="mode" data-testid="mode">
      {MARQUES[mode]}
    </p>
  ) : null;
};

const SANS_RESEAU = 'Le téléphone de formation demande le réseau.';

/** The training telephone's entry of the menu; in production its page does not exist. It is not kept for when the network is down. */
export const EntreeTelephone = ({ chemin }: { chemin: string }) => {
  const { mode } = usePoste().session;
  const { liaison } = useSync();
  if (!mode) return null;
  const contenu = (
    <>
      <Icone nom="telephone" />
      <span>Téléphone (formation)</span>
    </>
  );
  return (
    <li>
      {liaison === 'EN_LIGNE' ? (
        <Link
          href="/telephone/"
          title="Téléphone (formation)"
          prefetch={false}
          aria-current={`${chemin}/`.startsWith('/telephone/') ? 'page' : undefined}
        >
          {contenu}
        </Link>
      ) : (
        // biome-ignore lint/a11y/useValidAnchor: a link that leads nowhere for now, still reached so that its reason is read.
        <a role="link" aria-disabled="true" tabIndex={0} title={SANS_RESEAU} aria-description={SANS_RESEAU}>
          {contenu}
        </a>
      )}
    </li>
  );
};
