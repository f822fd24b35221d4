// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ITokenHooks} from "./HookToken.sol";

/// @notice An account that calls back into a contract while the token moves, and remembers what came of it.
contract HookedAccount is ITokenHooks {
    address private _target;
    bytes[] private _inner;
    bool private _onSend;
    bool private _onReceive;
    bytes public reason;
    uint256 public made;

    /// @dev Makes the outer call as itself, then the inner ones in one of the hooks; hands on why the outer one failed.
    function start(address target, bytes calldata outer, bytes[] calldata inner, bool onSend) external {
        (_target, _onSend, _onReceive) = (target, onSend, !onSend);
        delete _inner;
        for (uint256 i; i < inner.length; ++i) {
            _inner.push(inner[i]);
        }
        (bool done, bytes memory why) = target.call(outer);
        if (done) return;
        assembly ("memory-safe") {
            revert(add(why, 32), mload(why))
        }
    }

    function tokensToSend() external {
        if (_onSend) _reenter();
    }

    function tokensReceived() external {
        if (_onReceive) _reenter();
    }

    /// @dev Once.
    function _reenter() private {
        (_onSend, _onReceive) = (false, false);
        for (uint256 i; i < _inner.length; ++i) {
            (bool done, bytes memory why) = _target.call(_inner[i]);
            if (done) ++made;
            else reason = why;
        }
    }
}
