import { getSocket } from '#lib/client/socket.ts';
import { Changed } from '#lib/contract/browser-socket.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

export type Connection = 'connecting' | 'connected' | 'lost';

/**
 * Asks the server again for whatever it says has changed. The first part of a query key is the topic.
 * After a reconnect everything is asked again: messages may have been missed.
 */
export function useLiveUpdates(): Connection {
  const client = useQueryClient();
  const [connection, setConnection] = useState<Connection>('connecting');
  useEffect(() => {
    const socket = getSocket();
    let wasConnected = false;
    const onConnect = () => {
      setConnection('connected');
      if (wasConnected) void client.invalidateQueries();
      wasConnected = true;
    };
    const onDisconnect = () => setConnection('lost');
    const onChanged = (message: unknown) => {
      const changed = Changed.safeParse(message);
      if (changed.success) void client.invalidateQueries({ queryKey: [changed.data.topic] });
    };
    socket.on('connect', onConnect);
    socket.on('disconnect', onDisconnect);
    socket.on('changed', onChanged);
    if (socket.connected) onConnect();
    return () => {
      socket.off('connect', onConnect);
      socket.off('disconnect', onDisconnect);
      socket.off('changed', onChanged);
    };
  }, [client]);
  return connection;
}
