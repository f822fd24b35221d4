// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice A receiver that calls back into the contract that pays it, and remembers what came of it.
contract Reentrant {
    error CallFailed(bytes reason);

    bytes private _inner;
    bytes public reason;
    bool public reentered;

    receive() external payable {
        if (_inner.length == 0) return;
        reentered = true;
        bool done;
        (done, reason) = msg.sender.call(_inner);
        if (done) reason = "done";
    }

    /// @dev Makes the outer call as itself, then the inner one while being paid.
    function start(address target, bytes calldata outer, bytes calldata inner) external {
        _inner = inner;
        (bool done, bytes memory why) = target.call(outer);
        if (!done) revert CallFailed(why);
    }
}
