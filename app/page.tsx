'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

/** The address without a path opens the day. */
const Accueil = () => {
  const router = useRouter();
  useEffect(() => router.replace('/aujourdhui/'), [router]);
  return null;
};

export default Accueil;
