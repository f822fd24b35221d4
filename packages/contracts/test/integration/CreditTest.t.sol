// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Allowance} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {IOrders} from "../../src/interfaces/IOrders.sol";
import {ListId} from "../../src/types/ListId.sol";
import {SeatSteps} from "../support/SeatSteps.sol";
import {Token} from "../support/Token.sol";

/// @notice `deposit`, `authorize`, `withdraw` and the two sweeps.
contract CreditTest is SeatSteps {
    /* DEPOSIT */

    function test_deposit_raisesAnAccountsCredit(address account, uint256 first, uint256 second) public {
        vm.assume(account != address(0));
        (uint64 a, uint64 b) = (uint64(bound(first, 1, 1e15)), uint64(bound(second, 1, 1e15)));
        deposited(account, a);
        deposited(account, b);
        assertEq(consensus.credit(account), uint256(a) + b, "both");
    }

    function deposited(address account, uint64 amount) private {
        uint256 before = assetOf(address(consensus));
        payingPrank(STRANGER, amount);
        vm.expectEmit(address(consensus));
        emit IOrders.Deposited(account, STRANGER, amount);
        consensus.deposit{value: valueOf(amount)}(account, amount);
        assertEq(assetOf(address(consensus)) - before, uint256(amount) * p.unit, "paid in");
    }

    function test_deposit_revertsForNobody() public {
        payingPrank(STRANGER, 1);
        expectError(abi.encodeWithSelector(IConsensusErrors.ZeroAddress.selector));
        consensus.deposit{value: valueOf(1)}(address(0), 1);
    }

    function test_deposit_revertsWithoutAmount() public {
        payingPrank(STRANGER, 0);
        expectError(abi.encodeWithSelector(IConsensusErrors.ZeroAmount.selector));
        consensus.deposit(STRANGER, 0);
    }

    function test_deposit_revertsUnlessTheValueIsExact(uint96 value, uint32 amount) public {
        uint64 units = uint64(bound(amount, 1, type(uint32).max));
        // Of a token's deployment it is nothing.
        uint256 required = valueOf(units);
        vm.assume(value != required);
        vm.deal(STRANGER, value);
        vm.prank(STRANGER);
        expectError(abi.encodeWithSelector(IConsensusErrors.WrongValue.selector, value, required));
        consensus.deposit{value: value}(STRANGER, units);
    }

    /* AUTHORIZE */

    function test_authorize_replacesWhatWasSaid(address key, uint64 amount, uint64 until, ListId list) public {
        vm.assume(key != address(0));
        authorized(key, amount, until, list);
        authorized(key, until, amount, ListId.wrap(0));
        Allowance memory other = consensus.allowance(REQUESTER, key);
        assertEq(other.until, 0, "nobody else's");
    }

    function authorized(address key, uint64 amount, uint64 until, ListId list) private {
        vm.prank(STRANGER);
        vm.expectEmit(address(consensus));
        emit IOrders.Authorized(STRANGER, key, amount, until, list);
        consensus.authorize(key, amount, until, list);
        bytes memory kept = abi.encode(consensus.allowance(STRANGER, key));
        assertEq(kept, abi.encode(Allowance(amount, until, list)), "kept");
    }

    function test_authorize_revertsForNobody() public {
        expectError(abi.encodeWithSelector(IConsensusErrors.ZeroAddress.selector));
        consensus.authorize(address(0), 1, 1, ListId.wrap(0));
    }

    /* WITHDRAW */

    function test_withdraw_paysAllOfIt(uint256 amount) public {
        uint64 units = uint64(bound(amount, 1, 1e15));
        deposited(REQUESTER, units);
        uint256 before = assetOf(REQUESTER);
        vm.prank(REQUESTER);
        vm.expectEmit(address(consensus));
        emit IOrders.Withdrawn(REQUESTER, units);
        consensus.withdraw();
        assertEq(assetOf(REQUESTER) - before, uint256(units) * p.unit, "paid");
        assertEq(consensus.credit(REQUESTER), 0, "nothing is left");
    }

    function test_withdraw_revertsWithoutCredit(address account) public {
        vm.assume(consensus.credit(account) == 0);
        vm.prank(account);
        expectError(abi.encodeWithSelector(IConsensusErrors.NothingToWithdraw.selector, account));
        consensus.withdraw();
    }

    function test_withdraw_revertsForWhoTakesNothing() public {
        deposited(REQUESTER, 100);
        refuse(REQUESTER);
        vm.prank(REQUESTER);
        expectError(unpaid(REQUESTER, 100));
        consensus.withdraw();
        assertEq(consensus.credit(REQUESTER), 100, "still owed");
    }

    /* SWEEPS */

    function test_sweepTreasury_paysWhatItIsOwed() public {
        claim(earn(hardSlash()));
        uint256 owed = consensus.owedTreasury();
        assertGt(owed, 0, "a cut");
        vm.expectEmit(address(consensus));
        emit IOrders.Swept(TREASURY, owed);
        consensus.sweepTreasury();
        assertEq(assetOf(TREASURY), owed * p.unit, "paid");
        expectError(abi.encodeWithSelector(IConsensusErrors.NothingToWithdraw.selector, TREASURY));
        consensus.sweepTreasury();
    }

    function test_sweepSink_paysWhatItIsOwed() public {
        uint256 owed = consensus.owedSink();
        assertEq(owed, 24 * uint256(entranceFee()), "entrance fees");
        vm.expectEmit(address(consensus));
        emit IOrders.Swept(SINK, owed);
        consensus.sweepSink();
        assertEq(assetOf(SINK), owed * p.unit, "paid");
        expectError(abi.encodeWithSelector(IConsensusErrors.NothingToWithdraw.selector, SINK));
        consensus.sweepSink();
    }

    function test_sweeps_revertWhereNobodyTakesThem() public {
        claim(earn(hardSlash()));
        refuse(TREASURY);
        refuse(SINK);
        bytes memory reason = unpaid(TREASURY, consensus.owedTreasury());
        expectError(reason);
        consensus.sweepTreasury();
        reason = unpaid(SINK, consensus.owedSink());
        expectError(reason);
        consensus.sweepSink();
    }

    function unpaid(address to, uint256 units) private view returns (bytes memory) {
        if (!isNative()) return abi.encodeWithSelector(Token.Refused.selector, to);
        return abi.encodeWithSelector(IConsensusErrors.TransferFailed.selector, to, units * p.unit);
    }
}

contract CreditTokenTest is CreditTest {
    function newAsset() internal override returns (address) {
        return address(new Token());
    }
}
