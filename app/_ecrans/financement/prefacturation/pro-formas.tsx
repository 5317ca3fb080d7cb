'use client';

import { Button, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { EtatsProForma, Prefacturation } from '#shared/contrats/financement/prefacturation';
import type { DecisionProForma } from '#shared/contrats/financement/pro-forma';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { aLeDroit } from '#shared/droits/droits';
import type { Instant } from '#shared/temps/types';
import { nomAuteur, parAuteur } from '../../../_donnees/depot/auteurs';
import { useDepot, useMaintenant, useSession } from '../../../_donnees/lecture/hooks';
import { prendreProForma } from '../../../_donnees/lecture/prefacturation';
import { useAction } from '../../../_ui/demandes/appeler';
import { quand } from '../../../_ui/mots/quand';
import { Decision } from './decision';

type Etat = EtatsProForma[number];

const mot = (e: Etat): { mot: string; ton: string } => {
  if (e.etat === 'VALIDE') return { mot: 'Validé', ton: 'vert' };
  if (e.etat === 'REFUSE') return { mot: 'Refusé', ton: 'rouge' };
  return e.close ? { mot: 'À valider', ton: 'orange' } : { mot: 'Mois ouvert', ton: 'gris' };
};

const Etats = ({ etats, antenne }: { etats: EtatsProForma; antenne: Prefacturation['antenne'] }) => (
  <ul className="prefac__etats" aria-label="Pro forma de toutes les antennes">
    {etats.map((e) => (
      <li key={e.antenne} aria-current={e.antenne === antenne || undefined}>
        {libelleAntenne(e.antenne)} <span className={`statut statut--${mot(e).ton}`}>{mot(e).mot}</span>
      </li>
    ))}
  </ul>
);

/** Who said so, when, why: of one's own antennas only. */
const phrase = (e: Etat, nom: (auteur: string) => string, maintenant: Instant): string | undefined =>
  e.auteur && e.instant
    ? `${mot(e).mot} ${parAuteur(nom(e.auteur))}, ${quand(e.instant, maintenant)}.${e.motif ? ` Motif : ${e.motif}` : ''}`
    : undefined;

const Documents = ({ mois: p }: { mois: Prefacturation }) => {
  const { refus, enCours, faire } = useAction();
  return (
    <>
      {p.proFormas.map((d) => (
        <span key={d} className="prefac__document">
          {d.replace('_', ' ')}
          {(['pdf', 'xlsx'] as const).map((quoi) => (
            <Button
              key={quoi}
              size="compact-xs"
              variant="default"
              disabled={enCours}
              aria-label={`Pro forma ${d.replace('_', ' ')} en ${quoi.toUpperCase()}`}
              onClick={() => void faire(() => prendreProForma(p.antenne, p.mois, d, quoi))}
            >
              {quoi.toUpperCase()}
            </Button>
          ))}
        </span>
      ))}
      {p.proFormas.length === 0 ? (
        <span>Aucune heure d’APA, d’ASL ni de PCH : le pro forma se valide vide.</span>
      ) : null}
      {refus ? (
        <Text size="sm" c="var(--ton-rouge-texte)" role="alert">
          {refus.message}
        </Text>
      ) : null}
    </>
  );
};

type Props = { mois: Prefacturation; etats: EtatsProForma; relire: () => void };

/** [CL-6] What the Département will be sent, antenna by antenna: read, then validated or refused. */
export const ProFormas = ({ mois: p, etats, relire }: Props) => {
  const session = useSession();
  const maintenant = useMaintenant();
  const [decision, setDecision] = useState<DecisionProForma>();
  const sien = etats.find((e) => e.antenne === p.antenne);
  const depot = useDepot();
  const dit = sien && phrase(sien, (auteur) => nomAuteur(depot, auteur), maintenant);
  const peut = aLeDroit(session, 'cloturer') && p.cloture !== undefined;
  const fermer = (): void => setDecision(undefined);
  return (
    <section className="prefac__proforma" aria-label="Pro forma">
      <div className="prefac__titre">
        <Title order={2}>Pro forma pour la DASES</Title>
        <Etats etats={etats} antenne={p.antenne} />
      </div>
      <div className="prefac__gestes">
        <Documents mois={p} />
        {peut ? (
          <span className="fin">
            {sien?.etat === 'VALIDE' ? null : (
              <Button size="compact-sm" onClick={() => setDecision('VALIDE')}>
                Valider
              </Button>
            )}
            {sien?.etat === 'REFUSE' ? null : (
              <Button size="compact-sm" variant="default" onClick={() => setDecision('REFUSE')}>
                Refuser…
              </Button>
            )}
          </span>
        ) : (
          <span className="fin prefac__note">
            {!p.cloture
              ? 'Se valide une fois le mois clos.'
              : sien?.etat === 'VALIDE'
                ? ''
                : 'Un responsable de l’antenne, ou le service central, le valide.'}
          </span>
        )}
      </div>
      {dit ? <p className="prefac__note">{dit}</p> : null}
      {decision ? (
        <Decision
          mois={p}
          decision={decision}
          fermer={fermer}
          apres={() => {
            fermer();
            relire();
          }}
        />
      ) : null}
    </section>
  );
};
