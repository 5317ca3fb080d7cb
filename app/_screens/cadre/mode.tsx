'use client';

import './mode.css';
import Link from 'next/link';
import type { ModeFictif } from '#shared/contrats/compte';
import { usePoste, useSession } from '../../_data/hooks';
import { Icone } from '../../_ui/icones';

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

/** The training telephone's entry of the menu; in production its page does not exist. */
export const EntreeTelephone = ({ chemin }: { chemin: string }) =>
  usePoste().session.mode ? (
    <li>
      <Link href="/telephone/" prefetch={false} aria-current={chemin.startsWith('/telephone/') ? 'page' : undefined}>
        <Icone nom="telephone" />
        <span>Téléphone (formation)</span>
      </Link>
    </li>
  ) : null;
