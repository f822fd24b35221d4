// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Token} from "../support/Token.sol";
import {AppealActions} from "./AppealActions.sol";

/// @notice Everybody takes what it is owed, and somebody pays in what nobody asked for; and time passes.
abstract contract MoneyActions is AppealActions {
    function withdraw(uint256 person) external {
        if (consensus.credit(anyPerson(person)) != 0) _withdraw(anyPerson(person));
    }

    function _withdraw(address person) internal {
        (uint256 credit, uint256 before) = (consensus.credit(person), holdingsOf(person));
        vm.prank(person);
        consensus.withdraw();
        assertEq(holdingsOf(person) - before, credit, "the credit is paid");
        assertEq(consensus.credit(person), 0, "once");
        count("withdraw");
    }

    function sweepTreasury() external {
        if (consensus.owedTreasury() != 0) _sweepTreasury();
    }

    function _sweepTreasury() internal {
        (uint256 owed, uint256 before) = (consensus.owedTreasury(), holdingsOf(p.treasury));
        consensus.sweepTreasury();
        assertEq(holdingsOf(p.treasury) - before, owed, "the treasury is paid");
        _sweptTreasury();
        count("sweepTreasury");
    }

    function sweepSink() external {
        if (consensus.owedSink() != 0) _sweepSink();
    }

    function _sweepSink() internal {
        (uint256 owed, uint256 before) = (consensus.owedSink(), holdingsOf(p.sink));
        consensus.sweepSink();
        assertEq(holdingsOf(p.sink) - before, owed, "the sink is paid");
        _sweptSink();
        count("sweepSink");
    }

    /// @dev As a self-destructing contract could, or a plain transfer of the token.
    function force(uint256 amount) external {
        amount = bound(amount, 1, 1 ether);
        if (p.asset == address(0)) vm.deal(address(consensus), address(consensus).balance + amount);
        else Token(p.asset).mint(address(consensus), amount);
        forced += amount;
        count("force");
    }

    /// @dev Mostly seconds; now and then past a window, past an unbonding, or out of a block hash's reach.
    function pass(uint256 elapsed, uint256 blocks) external {
        _sealBlock();
        uint256 kind = mix(elapsed, 0) % 64;
        if (kind < 54) skip(bound(elapsed, 0, 20));
        else if (kind < 58) skip(p.commitWindow);
        else if (kind < 61) skip(p.revealWindow);
        else if (kind < 62) skip(p.proofWindow);
        else skip(bound(elapsed, 1, 2 * uint256(p.unbondingPeriod)));
        vm.roll(vm.getBlockNumber() + (kind < 6 ? 257 : bound(blocks, 0, 3)));
        count("pass");
    }
}
