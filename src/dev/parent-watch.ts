// Loaded before a child of `npm start` (`node --import`): when the parent is gone, even by kill -9, the channel to it
// closes, and the child ends as it would on SIGTERM.
const end = (): void => {
  process.kill(process.pid, 'SIGTERM');
};
process.on('disconnect', end);
// The parent may have gone while this process was still on its way up.
if (!process.connected) end();
// The channel alone must not keep the child alive.
process.channel?.unref();
