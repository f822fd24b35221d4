// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Order, Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {IAppeals} from "../../src/interfaces/IAppeals.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {IOrders} from "../../src/interfaces/IOrders.sol";
import {IPlaces} from "../../src/interfaces/IPlaces.sol";
import {ITasks} from "../../src/interfaces/ITasks.sol";
import {Committee} from "../../src/types/Committee.sol";
import {FalseReturnToken} from "../support/FalseReturnToken.sol";
import {FeeToken} from "../support/FeeToken.sol";
import {LyingToken} from "../support/LyingToken.sol";
import {NoReturnToken} from "../support/NoReturnToken.sol";
import {TaskSteps} from "../support/TaskSteps.sol";
import {Token} from "../support/Token.sol";

/// @notice A deployment over an ERC-20: every way that money comes and goes, with tokens of all kinds.
contract TokenTest is TaskSteps {
    struct Paid {
        bytes call;
        /// In units.
        uint256 amount;
    }

    struct Payout {
        address receiver;
        bytes call;
    }

    function newAsset() internal override returns (address) {
        return address(new Token());
    }

    function use(address asset) private {
        p.asset = asset;
        consensus = deploy(p);
        give(REQUESTER, type(uint128).max / 2);
        openList(seatsAtStart(), 0);
    }

    /* THE WHOLE WAY ROUND */

    function test_token_lifecycle() public {
        lifecycle();
    }

    function test_token_lifecycleWithoutReturnValues() public {
        use(address(new NoReturnToken()));
        lifecycle();
    }

    /// @dev Paid in, decided, appealed, overturned, and paid out to the last unit: nothing stays.
    function lifecycle() private {
        assertEq(assetOf(address(consensus)), seatsAtStart() * stake() * p.unit, "bonds");
        earn(hardSlash());
        Terms memory terms = ask(7);
        settled(terms, outputsWith(7, 6, LIE));
        concludedAppeal(terms, TRUTH);
        consensus.settle(settlementOf(ask(3), UNAVAILABLE));
        leaveAll();
        withdraw(STRANGER);
        withdraw(REQUESTER);
        withdraw(address(this));
        consensus.sweepTreasury();
        consensus.sweepSink();
        assertEq(assetOf(address(consensus)), 0, "nothing stays");
        assertEq(address(consensus).balance, 0, "no ether came near it");
    }

    function leaveAll() private {
        for (uint16 seat; seat < seatsAtStart(); ++seat) {
            if (consensus.getSeat(seat).to == 0) exit(seat);
            else consensus.prune(seat);
        }
        skip(p.minimumStay + p.unbondingPeriod + 2 * uint256(p.epoch));
        for (uint16 seat; seat < seatsAtStart(); ++seat) {
            withdrawSeat(seat);
        }
    }

    function withdraw(address account) private {
        (uint256 before, uint256 owed) = (assetOf(account), consensus.credit(account) * p.unit);
        vm.prank(account);
        consensus.withdraw();
        assertEq(assetOf(account) - before, owed, "paid");
    }

    /* WHAT IS NOT THE ASSET */

    function test_token_instanceTakesNoEther(uint256 value) public {
        value = bound(value, 1, 100 ether);
        bytes memory reason = abi.encodeWithSelector(IConsensusErrors.WrongValue.selector, value, 0);
        Paid[] memory calls = paidCalls();
        for (uint256 i; i < calls.length; ++i) {
            payingPrank(STRANGER, calls[i].amount);
            vm.deal(STRANGER, value);
            (bool done, bytes memory why) = address(consensus).call{value: value}(calls[i].call);
            assertEq(done, false, "refused");
            assertEq(why, reason, "WrongValue");
        }
    }

    function test_token_forcedInBelongsToNobody(uint256 amount) public {
        forced = bound(amount, 1, type(uint96).max);
        Token(p.asset).mint(address(consensus), forced);
        Terms memory terms = ask(3);
        uint16 seat = seatsOf(terms)[0];
        uint64 before = balanceOf(seat);
        settled(terms);
        assertEq(balanceOf(seat) - before, terms.order.share, "the share is the same");
    }

    /* PAYING IN */

    function test_token_revertsWithoutApproval() public {
        Paid[] memory calls = paidCalls();
        for (uint256 i; i < calls.length; ++i) {
            address poor = makeAddress("no approval");
            give(poor, calls[i].amount * p.unit);
            vm.prank(poor, poor);
            refused(
                calls[i].call,
                abi.encodeWithSelector(
                    IERC20Errors.ERC20InsufficientAllowance.selector, consensus, 0, calls[i].amount * p.unit
                )
            );
        }
    }

    function test_token_revertsWithoutBalance() public {
        Paid[] memory calls = paidCalls();
        for (uint256 i; i < calls.length; ++i) {
            address poor = makeAddress("no balance");
            payingPrank(poor, 0);
            refused(
                calls[i].call,
                abi.encodeWithSelector(
                    IERC20Errors.ERC20InsufficientBalance.selector, poor, 0, calls[i].amount * p.unit
                )
            );
        }
    }

    function test_token_revertsWhenItSaysNo() public {
        FalseReturnToken token = new FalseReturnToken();
        use(address(token));
        Paid[] memory calls = paidCalls();
        token.startRefusing();
        for (uint256 i; i < calls.length; ++i) {
            payingPrank(STRANGER, calls[i].amount);
            refused(calls[i].call, abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, token));
        }
    }

    function test_token_revertsWhenAPartIsLostOnTheWay() public {
        FeeToken token = new FeeToken();
        use(address(token));
        Paid[] memory calls = paidCalls();
        token.startCharging();
        for (uint256 i; i < calls.length; ++i) {
            uint256 amount = calls[i].amount * p.unit;
            payingPrank(STRANGER, calls[i].amount);
            wrongTransfer(calls[i].call, amount - amount / 100, amount);
        }
    }

    function test_token_revertsWhenItMovesAnotherAmount(uint256 percent) public {
        percent = bound(percent, 0, 300);
        vm.assume(percent != 100);
        LyingToken token = new LyingToken();
        use(address(token));
        Paid[] memory calls = paidCalls();
        token.setPercent(percent);
        for (uint256 i; i < calls.length; ++i) {
            uint256 amount = calls[i].amount * p.unit;
            payingPrank(STRANGER, 3 * calls[i].amount);
            wrongTransfer(calls[i].call, amount * percent / 100, amount);
        }
        token.setPercent(100);
    }

    function wrongTransfer(bytes memory call, uint256 received, uint256 required) private {
        refused(call, abi.encodeWithSelector(IConsensusErrors.WrongTransfer.selector, received, required));
    }

    /* PAYING OUT */

    /// @dev A token that says no takes nothing away: what is owed stays owed.
    function test_token_keepsWhatItCouldNotPay() public {
        FalseReturnToken token = new FalseReturnToken();
        use(address(token));
        Payout[] memory payouts = owesEverybody();
        token.startRefusing();
        bytes memory reason = abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, token);
        for (uint256 i; i < payouts.length; ++i) {
            vm.prank(payouts[i].receiver);
            refused(payouts[i].call, reason);
        }
    }

    /// @dev Whom the token does not pay, it keeps nobody else from being paid.
    function test_token_refusingOneBlocksNobodyElse(uint256 which) public {
        Payout[] memory payouts = owesEverybody();
        which = bound(which, 0, payouts.length - 1);
        refuse(payouts[which].receiver);
        for (uint256 i; i < payouts.length; ++i) {
            uint256 before = assetOf(payouts[i].receiver);
            vm.prank(payouts[i].receiver);
            (bool done,) = address(consensus).call(payouts[i].call);
            assertEq(done, i != which, "all but one");
            assertEq(assetOf(payouts[i].receiver) > before, i != which, "are paid");
        }
    }

    /* HELPERS */

    /// @dev A requester, the treasury, the sink, a claiming and a leaving owner.
    function owesEverybody() private returns (Payout[] memory payouts) {
        consensus.settle(settlementOf(ask(3), UNAVAILABLE));
        claim(earn(hardSlash()));
        uint16 winner = earn(hardSlash());
        uint16 leaver;
        while (rewardsOf(leaver) != 0) ++leaver;
        exit(leaver);
        skip(p.minimumStay + p.unbondingPeriod + 2 * uint256(p.epoch));
        payouts = new Payout[](5);
        payouts[0] = Payout(REQUESTER, abi.encodeCall(IOrders.withdraw, ()));
        payouts[1] = Payout(TREASURY, abi.encodeCall(IOrders.sweepTreasury, ()));
        payouts[2] = Payout(SINK, abi.encodeCall(IOrders.sweepSink, ()));
        payouts[3] = Payout(holderOf(winner), abi.encodeCall(IPlaces.claim, (winner)));
        payouts[4] = Payout(holderOf(leaver), abi.encodeCall(IPlaces.withdrawSeat, (leaver)));
    }

    /// @dev All ways to pay in.
    function paidCalls() private returns (Paid[] memory calls) {
        Terms memory terms = ask(7);
        Committee committee = settled(terms);
        Order[] memory orders = new Order[](2);
        (orders[0], orders[1]) = (orderOf(3), orderOf(5));
        Order memory single = orderOf(3);
        calls = new Paid[](6);
        calls[0] = Paid(abi.encodeCall(IPlaces.join, (STRANGER, stake())), stake());
        calls[1] = Paid(abi.encodeCall(IPlaces.topUp, (0, 100)), 100);
        calls[2] = Paid(abi.encodeCall(ITasks.addTask, (single)), feeOf(single));
        calls[3] = Paid(abi.encodeCall(ITasks.addTasks, (orders)), feeOf(orders[0]) + feeOf(orders[1]));
        calls[4] = Paid(abi.encodeCall(IOrders.deposit, (STRANGER, 1_000)), 1_000);
        uint64 share = consensus.priceOf(3);
        (uint64 deposit, uint8 size) = consensus.appealTermsOf(terms);
        calls[5] = Paid(
            abi.encodeCall(IAppeals.appeal, (terms, committee, share, 0, nextNonce++)), uint256(share) * size + deposit
        );
    }

    /// @dev The caller was pranked.
    function refused(bytes memory call, bytes memory reason) private {
        (bool done, bytes memory why) = address(consensus).call(call);
        assertEq(done, false, "refused");
        assertEq(why, reason, "reason");
    }
}
