import { ActionIcon, Text, Title } from '@mantine/core';
import type { ReactNode, Ref } from 'react';
import { Icone } from './mots/icones';

type Props = {
  /** Names the panel: its `aria-labelledby`. */
  id: string;
  titre: string;
  fermer: () => void;
  /** One line below the title. */
  children: ReactNode;
  /** Where the focus goes as the panel opens. */
  ref?: Ref<HTMLHeadingElement>;
};

/** Whom or what a side panel is about, and the cross that closes it. */
export const TetePanneau = ({ id, titre, fermer, children, ref }: Props) => (
  <div className="panneau__tete">
    <div>
      <Title order={2} id={id} {...(ref ? { ref, tabIndex: -1 } : {})}>
        {titre}
      </Title>
      <Text size="sm" c="dimmed">
        {children}
      </Text>
    </div>
    <ActionIcon variant="subtle" color="gray" aria-label="Fermer le panneau" onClick={fermer}>
      <Icone nom="croix" />
    </ActionIcon>
  </div>
);
